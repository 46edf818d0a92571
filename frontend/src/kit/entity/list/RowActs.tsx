import { useEffect, useEffectEvent } from "react";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import MoveDialog from "../board/MoveDialog";
import { moveOrCompare } from "../conflict/comparing";
import type { EntityMeta } from "../meta";
import { missingFor, moveOf } from "../moves";
import { type EntityRecord, titleOf } from "../record";
import { deleteRecord, quietly, restoreRecord } from "../writes";

/** What a row's menu asks for. */
export type RowAct = { kind: "delete"; record: EntityRecord } | { kind: "restore"; record: EntityRecord } | { kind: "move"; record: EntityRecord; status: string };

/** Carries out what was chosen on a row; deleting asks first, naming the record, and a move asks for what it needs. */
export default function RowActs({ entity, act, onDone }: { entity: EntityMeta; act: RowAct | null; onDone: () => void }) {
  const missing = act?.kind === "move" ? missingOf(entity, act) : [];
  const asks = act?.kind === "delete" || missing.length > 0;
  const run = useEffectEvent((now: RowAct) => {
    if (asks || now.kind === "delete") return;
    void quietly(now.kind === "restore" ? restoreRecord(entity, now.record.id) : moveOrCompare(entity, now.record, now.status));
    onDone();
  });
  useEffect(() => {
    if (act) run(act);
  }, [act]);
  if (!act || !asks) return null;
  if (act.kind === "move") return <MoveDialog entity={entity} record={act.record} to={act.status} fields={missing} onMove={(values) => moveOrCompare(entity, act.record, act.status, values)} onClose={onDone} />;
  const title = titleOf(entity, act.record);
  return (
    <ConfirmDialog open onOpenChange={onDone} title={`Delete ${title}?`} confirmLabel={`Delete ${entity.label_singular.toLowerCase()}`} onConfirm={() => deleteRecord(entity, act.record)}>
      <p>
        The {entity.label_singular.toLowerCase()} “{title}” leaves every list. You can bring it back from “Show deleted records”.
      </p>
    </ConfirmDialog>
  );
}

function missingOf(entity: EntityMeta, act: { record: EntityRecord; status: string }) {
  const move = moveOf(entity, act.record, act.status);
  return move ? missingFor(entity, act.record, move) : [];
}
