/** Writes that never go over somebody else's change: where one was faster, both versions are shown and the person chooses. */
import { ApiError } from "@/kit/api/errors";
import { apiRequest } from "@/kit/api/request";
import type { EntityMeta } from "../meta";
import type { EntityRecord, Values } from "../record";
import { useConflicts } from "./shown";
import { moveRecord, refreshEntity, updateRecord } from "../writes";

/** Writes `mine` over `base`; null when somebody else has saved first and the person is being asked. */
async function orCompare(entity: EntityMeta, base: EntityRecord, mine: Values, write: (values: Values, over: EntityRecord) => Promise<EntityRecord>): Promise<EntityRecord | null> {
  try {
    return await write(mine, base);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const theirs = await apiRequest<EntityRecord>("GET", `/${entity.name}/${base.id}`);
    useConflicts.setState({ open: { entity, conflict: { base, mine, theirs, save: write } } });
    void refreshEntity(entity);
    return null;
  }
}

/** Moves a record along its status, with the values that the move needs; null when the person is being asked. */
export function moveOrCompare(entity: EntityMeta, record: EntityRecord, to: string, values: Values = {}): Promise<EntityRecord | null> {
  const name = entity.status?.field ?? "";
  return orCompare(entity, record, { ...values, [name]: to }, ({ [name]: status, ...rest }, over) =>
    status === undefined ? updateRecord(entity, over.id, rest, over.version) : moveRecord(entity, over, String(status), rest),
  );
}

/** Changes fields of a record; null when the person is being asked. */
export function updateOrCompare(entity: EntityMeta, record: EntityRecord, values: Values): Promise<EntityRecord | null> {
  return orCompare(entity, record, values, (chosen, over) => updateRecord(entity, over.id, chosen, over.version));
}
