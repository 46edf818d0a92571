import { lazy, type ReactNode, Suspense, useState } from "react";
import { ApiError } from "@/kit/api/errors";
import { apiRequest } from "@/kit/api/request";
import { toast } from "@/kit/ui/toast";
import type { Conflict } from "./form/useEntityForm";
import { choiceLabel, type EntityMeta, type FieldMeta } from "./meta";
import { missingFor, moveOf, statusField } from "./moves";
import type { EntityRecord, Values } from "./record";
import { moveRecord, quietly } from "./writes";

const MoveDialog = lazy(() => import("./board/MoveDialog"));
const ConflictDialog = lazy(() => import("./conflict/LazyConflictDialog"));

interface Asked {
  record: EntityRecord;
  to: string;
  fields: FieldMeta[];
}

export interface Moves {
  /** The status that is being moved to right now. */
  busy: string | null;
  move: (record: EntityRecord, to: string) => void;
  /** Put somewhere on the screen: asks for what a move requires, and shows both versions when somebody else saved first. */
  dialogs: ReactNode;
}

/** Moves records along their status: asks for what a move requires, offers the way back, never writes over somebody else's change. */
export function useMoves(entity: EntityMeta): Moves {
  const [busy, setBusy] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const go = async (record: EntityRecord, to: string, values: Values) => {
    try {
      offerBack(entity, record, await moveRecord(entity, record, to, values));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      setConflict(await conflictOf(entity, record, to, values));
    }
  };
  const move = (record: EntityRecord, to: string) => {
    const declared = moveOf(entity, record, to);
    const fields = declared ? missingFor(entity, record, declared) : [];
    if (fields.length > 0) return setAsked({ record, to, fields });
    setBusy(to);
    void quietly(go(record, to, {})).finally(() => setBusy(null));
  };
  const dialogs = (
    <Suspense fallback={null}>
      {asked && <MoveDialog entity={entity} {...asked} onMove={(values) => go(asked.record, asked.to, values)} onClose={() => setAsked(null)} />}
      {conflict && <ConflictDialog entity={entity} conflict={conflict} onSaved={() => setConflict(null)} onClose={() => setConflict(null)} />}
    </Suspense>
  );
  return { busy, move, dialogs };
}

/** What both have done; what is chosen is then written as a move again, over their version. */
async function conflictOf(entity: EntityMeta, base: EntityRecord, to: string, values: Values): Promise<Conflict> {
  const name = entity.status?.field ?? "";
  const theirs = await apiRequest<EntityRecord>("GET", `/${entity.name}/${base.id}`);
  const save = ({ [name]: status, ...rest }: Values, over: EntityRecord) => moveRecord(entity, over, String(status ?? over[name]), rest);
  return { base, mine: { ...values, [name]: to }, theirs, save };
}

/** Says where the record is now, with the way back where there is one. */
function offerBack(entity: EntityMeta, before: EntityRecord, moved: EntityRecord): void {
  const field = statusField(entity);
  if (!field) return;
  const [from, to] = [String(before[field.name]), String(moved[field.name])];
  const back = moveOf(entity, moved, from);
  const undo = back?.allowed && missingFor(entity, moved, back).length === 0 && { action: { label: "Undo", onClick: () => void quietly(moveRecord(entity, moved, from)) } };
  toast.success(`Now ${choiceLabel(field, to).toLowerCase()}`, undo || undefined);
}
