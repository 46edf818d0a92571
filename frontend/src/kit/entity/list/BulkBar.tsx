import { CircleDot, Merge, PencilLine, RotateCcw, Trash2, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem } from "@/kit/ui/menu";
import { type BulkAction, changeMany, countOf, type Target } from "../bulk";
import { choiceLabel, type EntityMeta } from "../meta";
import { missingFor, moveOf } from "../moves";
import { recordsOf } from "../queries";
import { counted, type EntityRecord, titleOf } from "../record";
import { quietly } from "../writes";
import type { Selection } from "./useSelection";

const MergeDialog = lazy(() => import("../merging/MergeDialog"));
const BulkUpdateDialog = lazy(() => import("./BulkUpdateDialog"));

interface BulkBarProps {
  entity: EntityMeta;
  selection: Selection;
  /** The deleted records are shown. */
  deleted: boolean;
  /** How many records the list finds, and by what. */
  total: number | undefined;
  search: string;
}

/** So many records are read and ticked one by one; of more, all that the list finds are meant. */
const mostTicked = 200;

/** What can be done with the ticked rows; stands in place of the filters, so it covers nothing. */
export default function BulkBar({ entity, selection, deleted, total = 0, search }: BulkBarProps) {
  const [asking, setAsking] = useState<"update" | "delete" | "merge" | null>(null);
  const picked = selection.records;
  const [adding, setAdding] = useState(false);
  const { write, delete: remove } = entity.permissions;
  const [every, setEvery] = useState<{ search: string; count: number } | null>(null);
  const target: Target = every ?? { ids: [...selection.ids] };
  const count = countOf(target);
  const what = counted(entity, count, formatNumber(count));
  const run = async (action: BulkAction, values = {}) => {
    await changeMany(entity, action, target, values);
    selection.clear();
  };
  const addAll = async () => {
    if (total > mostTicked) return setEvery({ search, count: total });
    setAdding(true);
    await quietly(recordsOf(entity, search, total).then(selection.add));
    setAdding(false);
  };
  return (
    <div role="toolbar" aria-label="Selected rows" className="flex min-h-8 flex-wrap items-center gap-2 rounded-md bg-accent-soft px-1">
      <IconButton label="Clear the selection" size="sm" onClick={selection.clear}>
        <X aria-hidden />
      </IconButton>
      <p aria-live="polite" className="pr-2 text-sm font-medium tabular-nums">
        {every ? `All ${formatNumber(count)}` : formatNumber(count)} selected
      </p>
      {total > picked.length && !every && (
        <Button size="sm" variant="link" busy={adding} onClick={() => void addAll()}>
          Select all {formatNumber(total)}
        </Button>
      )}
      {write && !deleted && <StatusMenu entity={entity} picked={every ? [] : picked} onPick={(status) => void quietly(run("status", { status }))} />}
      {write && !deleted && (
        <Button size="sm" onClick={() => setAsking("update")}>
          <PencilLine aria-hidden /> Change a field
        </Button>
      )}
      {write && remove && !deleted && !every && picked.length > 1 && picked.length <= 4 && (
        <Button size="sm" onClick={() => setAsking("merge")}>
          <Merge aria-hidden /> Merge
        </Button>
      )}
      {remove && deleted && (
        <Button size="sm" onClick={() => void quietly(run("restore"))}>
          <RotateCcw aria-hidden /> Restore
        </Button>
      )}
      {remove && !deleted && (
        <Button size="sm" variant="danger-ghost" className="ml-auto" onClick={() => setAsking("delete")}>
          <Trash2 aria-hidden /> Delete
        </Button>
      )}
      <Suspense fallback={null}>{asking === "update" && <BulkUpdateDialog entity={entity} target={target} onClose={() => setAsking(null)} />}</Suspense>
      <Suspense fallback={null}>{asking === "merge" && picked[0] && <MergeDialog entity={entity} record={picked[0]} others={picked.slice(1).map((row) => row.id)} onMerged={selection.clear} onClose={() => setAsking(null)} />}</Suspense>
      <ConfirmDialog open={asking === "delete"} onOpenChange={() => setAsking(null)} title={`Delete ${what}?`} confirmLabel={`Delete ${what}`} onConfirm={() => run("delete")}>
        <p>{every ? `All ${what} that this list finds` : namesOf(entity, picked)} will leave every list. You can undo this for a few seconds, and later from “Show deleted records”.</p>
      </ConfirmDialog>
    </div>
  );
}

/** Only moves that every ticked row can make; where rows are meant that have not been read, the server says which could not. */
function StatusMenu({ entity, picked, onPick }: { entity: EntityMeta; picked: EntityRecord[]; onPick: (status: string) => void }) {
  const field = entity.fields.find((one) => one.name === entity.status?.field);
  if (!field || !entity.status) return null;
  const can = (status: string) => picked.every((row) => {
    const move = moveOf(entity, row, status);
    return move?.allowed && missingFor(entity, row, move).length === 0;
  });
  const states = field.choices?.map((choice) => choice.value) ?? [];
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm">
          <CircleDot aria-hidden /> Set {field.label.toLowerCase()}
        </Button>
      }
    >
      {states.map((status) => (
        <MenuItem key={status} disabled={!can(status)} onSelect={() => onPick(status)}>
          {choiceLabel(field, status)}
        </MenuItem>
      ))}
      {!states.some(can) && <p className="max-w-56 px-2 py-1 text-xs text-ink-2">No status that all of them can move to.</p>}
    </Menu>
  );
}

function namesOf(entity: EntityMeta, rows: EntityRecord[]): string {
  const names = rows.slice(0, 3).map((row) => titleOf(entity, row));
  return rows.length > 3 ? `${names.join(", ")} and ${formatNumber(rows.length - 3)} more` : names.join(", ");
}
