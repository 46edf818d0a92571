import { EntityGate } from "../EntityGate";
import { ListScreen } from "./ListScreen";

/** The records of the entity that the address names. */
export default function ListPage() {
  return <EntityGate need="read">{(entity) => <ListScreen key={entity.name} entity={entity} />}</EntityGate>;
}
