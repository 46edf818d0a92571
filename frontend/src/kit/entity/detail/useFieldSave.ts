import { useState } from "react";
import { ApiError, messageOf } from "@/kit/api/errors";
import { apiRequest } from "@/kit/api/request";
import { toast } from "@/kit/ui/toast";
import type { Conflict } from "../form/useEntityForm";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord } from "../record";
import { holdRecord, quietly, updateRecord } from "../writes";

/** Writes one value over the version that was edited; resolves to what is wrong with it, or null. */
export type SaveField = (field: FieldMeta, value: unknown, base: EntityRecord) => Promise<string | null>;

/** Saves single fields: shown at once, taken back when the server refuses, with Undo; a newer version opens the conflict dialog. */
export function useFieldSave(entity: EntityMeta, record: EntityRecord): { save: SaveField; conflict: Conflict | null; dropConflict: () => void } {
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const save: SaveField = async (field, value, base) => {
    holdRecord(entity, { ...record, [field.name]: value });
    try {
      const after = await updateRecord(entity, base.id, { [field.name]: value }, base.version);
      offerUndo(entity, field, base, after);
      return null;
    } catch (error) {
      holdRecord(entity, record);
      if (!(error instanceof ApiError) || error.status !== 412) return messageOf(error);
      setConflict({ base, mine: { [field.name]: value }, theirs: await apiRequest<EntityRecord>("GET", `/${entity.name}/${base.id}`) });
      return null;
    }
  };
  return { save, conflict, dropConflict: () => setConflict(null) };
}

function offerUndo(entity: EntityMeta, field: FieldMeta, before: EntityRecord, after: EntityRecord): void {
  const undo = () => quietly(updateRecord(entity, after.id, { [field.name]: before[field.name] ?? null }, after.version));
  toast.success(`${field.label} saved`, { id: `save ${after.id} ${field.name}`, action: { label: "Undo", onClick: () => void undo() } });
}
