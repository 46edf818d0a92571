import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { bulkQuery, hasEnded, reasonsOf, undoneAs, undoOperation } from "../bulk";
import type { EntityMeta } from "../meta";
import { refreshEntity } from "../writes";
import type { ImportOperation } from "./operation";

/** Takes a whole import back, and says what came of that. */
export function UndoImport({ entity, operation }: { entity: EntityMeta; operation: ImportOperation }) {
  const [asking, setAsking] = useState(false);
  const [work, setWork] = useState(operation.undone_by);
  const { data } = useQuery({ ...bulkQuery(work ?? ""), enabled: work !== null });
  const ended = hasEnded(data);
  const refresh = useEffectEvent(() => void refreshEntity(entity));
  useEffect(() => {
    if (ended) refresh();
  }, [ended]);
  if (work && !(ended && data?.status !== "completed")) {
    const { deleted = 0, reverted = 0, kept = 0, records = [] } = data?.result ?? {};
    return (
      <p aria-live="polite" className="text-sm text-ink-2">
        {ended ? `${undoneAs(deleted, reverted, kept)}. ${reasonsOf(records)}` : `Undoing … ${data?.message ?? ""}`}
      </p>
    );
  }
  const { created = 0, updated = 0 } = operation.result ?? {};
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Undo2 aria-hidden /> Undo this import
      </Button>
      {ended && data?.error && <p className="text-sm text-danger-text">{data.error}</p>}
      <ConfirmDialog open={asking} onOpenChange={setAsking} title="Undo this import?" confirmLabel="Undo the import" onConfirm={async () => setWork(await undoOperation(operation.id))}>
        <p>
          The {formatNumber(created)} that it added will be deleted, the {formatNumber(updated)} that it changed will be as they were before. What somebody has changed since stays as it is.
        </p>
      </ConfirmDialog>
    </>
  );
}
