import { useEffect, useEffectEvent } from "react";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import type { EntityMeta } from "../meta";
import { type EntityRecord, titleOf } from "../record";
import { deleteRecord, moveRecord, quietly, restoreRecord } from "../writes";

/** What a row's menu asks for. */
export type RowAct = { kind: "delete"; record: EntityRecord } | { kind: "restore"; record: EntityRecord } | { kind: "move"; record: EntityRecord; status: string };

/** Carries out what was chosen on a row; deleting asks first, naming the record. */
export default function RowActs({ entity, act, onDone }: { entity: EntityMeta; act: RowAct | null; onDone: () => void }) {
  const run = useEffectEvent((now: RowAct) => {
    if (now.kind === "delete") return;
    void quietly(now.kind === "restore" ? restoreRecord(entity, now.record.id) : moveRecord(entity, now.record, now.status));
    onDone();
  });
  useEffect(() => {
    if (act) run(act);
  }, [act]);
  if (act?.kind !== "delete") return null;
  const title = titleOf(entity, act.record);
  return (
    <ConfirmDialog open onOpenChange={onDone} title={`Delete ${title}?`} confirmLabel={`Delete ${entity.label_singular.toLowerCase()}`} onConfirm={() => deleteRecord(entity, act.record)}>
      <p>
        The {entity.label_singular.toLowerCase()} “{title}” leaves every list. You can bring it back from “Show deleted records”.
      </p>
    </ConfirmDialog>
  );
}
