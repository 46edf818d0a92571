import { lazy, type ReactNode, Suspense, useState } from "react";
import { toast } from "@/kit/ui/toast";
import { moveOrCompare } from "./conflict/comparing";
import { choiceLabel, type EntityMeta, type FieldMeta } from "./meta";
import { missingFor, moveOf, statusField } from "./moves";
import type { EntityRecord, Values } from "./record";
import { moveRecord, quietly } from "./writes";

const MoveDialog = lazy(() => import("./board/MoveDialog"));

interface Asked {
  record: EntityRecord;
  to: string;
  fields: FieldMeta[];
}

export interface Moves {
  /** The status that is being moved to right now. */
  busy: string | null;
  move: (record: EntityRecord, to: string) => void;
  /** Put somewhere on the screen: asks for what a move requires. */
  dialogs: ReactNode;
}

/** Moves a record along its status: asks for what a move requires, offers the way back, never writes over somebody else's change. */
export function useMoves(entity: EntityMeta): Moves {
  const [busy, setBusy] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const go = async (record: EntityRecord, to: string, values: Values = {}) => {
    const moved = await moveOrCompare(entity, record, to, values);
    if (moved) offerBack(entity, record, moved);
  };
  const move = (record: EntityRecord, to: string) => {
    const declared = moveOf(entity, record, to);
    const fields = declared ? missingFor(entity, record, declared) : [];
    if (fields.length > 0) return setAsked({ record, to, fields });
    setBusy(to);
    void quietly(go(record, to)).finally(() => setBusy(null));
  };
  const dialogs = <Suspense fallback={null}>{asked && <MoveDialog entity={entity} {...asked} onMove={(values) => go(asked.record, asked.to, values)} onClose={() => setAsked(null)} />}</Suspense>;
  return { busy, move, dialogs };
}

/** Says where the record is now, with the way back where there is one. */
function offerBack(entity: EntityMeta, before: EntityRecord, moved: EntityRecord): void {
  const field = statusField(entity);
  if (!field) return;
  const [from, to] = [String(before[field.name]), String(moved[field.name])];
  const back = moveOf(entity, moved, from);
  const undo = back?.allowed && missingFor(entity, moved, back).length === 0 ? { label: "Undo", onClick: () => void quietly(moveRecord(entity, moved, from)) } : undefined;
  toast.success(`Now ${choiceLabel(field, to).toLowerCase()}`, { id: `move ${moved.id}`, action: undo });
}
