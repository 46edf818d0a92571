import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { ErrorState } from "@/kit/ui/states";
import { EntityGate } from "../EntityGate";
import type { EntityMeta } from "../meta";
import { usePart } from "../overrides";
import { recordQuery } from "../queries";
import { titleOf } from "../record";
import { GoneRecord } from "./GoneRecord";
import { LoadingRecord } from "./LoadingRecord";
import { RecordScreen } from "./RecordScreen";

void import("../value/Whole").catch(() => undefined); // needed by nearly every record: on its way together with it

/** One record: its fields, what belongs to it, and what has happened to it. */
export default function RecordPage() {
  const { id = "" } = useParams();
  return <EntityGate need="read">{(entity) => <Loaded key={id} entity={entity} id={id} />}</EntityGate>;
}

function Loaded({ entity, id }: { entity: EntityMeta; id: string }) {
  const { data, error, refetch } = useQuery(recordQuery(entity, id));
  const Own = usePart(entity.name, "Record");
  useScreenTitle(data && titleOf(entity, data));
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) return <GoneRecord entity={entity} id={id} />;
  if (error && !data) return <ErrorState error={error} doing={`load this ${entity.label_singular.toLowerCase()}`} onRetry={() => void refetch()} />;
  if (!data) return <LoadingRecord entity={entity} />;
  return Own ? <Own entity={entity} record={data} /> : <RecordScreen entity={entity} record={data} />;
}
