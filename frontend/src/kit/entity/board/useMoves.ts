import { useState } from "react";
import { toast } from "@/kit/ui/toast";
import type { ListState } from "../filters/filters";
import { moveOrCompare, updateOrCompare } from "../conflict/comparing";
import type { EntityMeta, FieldMeta } from "../meta";
import { missingFor, moveOf } from "../moves";
import { type EntityRecord, titleOf, type Values } from "../record";
import { quietly, refreshEntity } from "../writes";
import { columnOf, noValue, refusal, showMoved } from "./board";

/** A move that waits for what it needs. */
export interface Asking {
  record: EntityRecord;
  to: string;
  fields: FieldMeta[];
}

/** Moves cards: shown at once, taken back when the server refuses, with Undo where there is a way back. */
export function useMoves(entity: EntityMeta, field: FieldMeta, state: ListState, labelOf: (value: string) => string) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const write = (record: EntityRecord, to: string, values?: Values) =>
    field.kind === "status" ? moveOrCompare(entity, record, to, values) : updateOrCompare(entity, record, { [field.name]: to === noValue ? null : to });
  const make = async (record: EntityRecord, to: string, values?: Values): Promise<void> => {
    const from = columnOf(field, record);
    await showMoved(entity, field, state, record, to);
    try {
      const after = await write(record, to, values);
      if (!after) return; // somebody else was faster: the person is being asked
      const back = refusal(entity, field, after, from) === null;
      toast.success(`${titleOf(entity, after)} is ${labelOf(to).toLowerCase()} now`, { id: `move ${after.id}`, action: back ? { label: "Undo", onClick: () => void make(after, from) } : undefined });
    } catch (error) {
      void refreshEntity(entity);
      if (values) throw error; // the dialog that asked for them says so
      await quietly(Promise.reject(error instanceof Error ? error : new Error(String(error))));
    }
  };
  const move = (record: EntityRecord, to: string) => {
    if (refusal(entity, field, record, to) !== null) return;
    const step = field.kind === "status" ? moveOf(entity, record, to) : undefined;
    const fields = step ? missingFor(entity, record, step) : [];
    if (fields.length > 0) setAsking({ record, to, fields });
    else void make(record, to);
  };
  return { move, asking, answer: (values: Values) => (asking ? make(asking.record, asking.to, values) : Promise.resolve()), dismiss: () => setAsking(null) };
}
