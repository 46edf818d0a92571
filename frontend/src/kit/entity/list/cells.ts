/** Which cells of a list are edited where they stand. */
import type { EntityMeta, FieldMeta } from "../meta";
import { movesFrom } from "../moves";
import type { EntityRecord } from "../record";

/** Opens the editor of a field over its cell. */
export type EditCell = (record: EntityRecord, field: FieldMeta, cell: HTMLElement) => void;

/** Whether a person may change this field of this record in the list. A status is moved, so it needs somewhere to go. */
export function canEditCell(entity: EntityMeta, field: FieldMeta, record: EntityRecord): boolean {
  if (!entity.permissions.write || field.read_only || record.deleted_at) return false;
  if (field.kind === "status") return movesFrom(entity, String(record[field.name])).some((move) => move.allowed && move.requires.length === 0);
  return true;
}
