import { EntityGate } from "../EntityGate";
import type { EntityMeta } from "../meta";
import { usePart } from "../overrides";
import { ListScreen } from "./ListScreen";

/** The records of the entity that the address names. */
export default function ListPage() {
  return <EntityGate need="read">{(entity) => <List key={entity.name} entity={entity} />}</EntityGate>;
}

/** A feature's own list, or the one that every entity has. */
function List({ entity }: { entity: EntityMeta }) {
  const Own = usePart(entity.name, "List");
  return Own ? <Own entity={entity} /> : <ListScreen entity={entity} />;
}
