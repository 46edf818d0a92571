import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, History, type LucideIcon, Minus, Plus, Undo2 } from "lucide-react";
import { useId, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { formatDateTime } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { ErrorState, Skeleton } from "@/kit/ui/states";
import { Switch } from "@/kit/ui/toggles";
import { Value } from "../conflict/ConflictRow";
import type { EntityMeta } from "../meta";
import { pastQuery } from "../queries";
import type { Target } from "./RevertDialog";
import { handOf, type Line, sidesOf, undoOf, type Version } from "./versions";

interface VersionDialogProps {
  entity: EntityMeta;
  /** The record. */
  id: string;
  versions: Version[];
  /** Id of the change that is compared. */
  shown: string;
  onShow: (id: string) => void;
  onRevert: (target: Target) => void;
  onClose: () => void;
}

/** A record before and after one change, side by side; the differences only, or all of it. */
export function VersionDialog({ entity, id: recordId, versions, shown, onShow, onRevert, onClose }: VersionDialogProps) {
  const [only, setOnly] = useState(true);
  const id = useId();
  const at = versions.findIndex((version) => version.entry.id === shown);
  const version = versions[at];
  const number = version?.number ?? 0;
  const before = useQuery(pastQuery(entity, recordId, Math.max(0, number - 1)));
  const after = useQuery(pastQuery(entity, recordId, number));
  if (!version) return null;
  const { entry } = version;
  const error = before.error ?? after.error;
  const lines = before.data && after.data && sidesOf(entity, before.data.values, after.data.values).filter((line) => line.changed || !only);
  const step = (by: number) => versions[at + by]?.entry.id;
  const [newer, older] = [step(-1), step(1)];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="xl"
      title={`Changed by ${entry.actor.name ?? "the system"}`}
      description={`Version ${number}, ${formatDateTime(entry.timestamp)}, ${handOf(entry)}`}
      footer={
        <>
          <div className="mr-auto flex items-center gap-2">
            <Step label="Older change" icon={ChevronLeft} to={older} onShow={onShow} />
            <Step label="Newer change" icon={ChevronRight} to={newer} onShow={onShow} />
            <label htmlFor={id} className="text-sm">
              Only differences
            </label>
            <Switch id={id} checked={only} onCheckedChange={setOnly} />
          </div>
          <Button onClick={onClose}>Close</Button>
          {entity.permissions.write && at > 0 && (
            <Button onClick={() => onRevert({ version: number, fields: [] })}>
              <History aria-hidden /> Restore version {number}
            </Button>
          )}
          {entity.permissions.write && entry.action === "update" && (
            <Button variant="primary" onClick={() => onRevert(undoOf(entity, version))}>
              <Undo2 aria-hidden /> Revert this change
            </Button>
          )}
        </>
      }
    >
      {error && <ErrorState error={error} doing="load this version" onRetry={() => void Promise.all([before.refetch(), after.refetch()])} />}
      {!error && !lines && <Skeleton className="h-40" />}
      {lines && <SideBySide lines={lines} />}
    </Dialog>
  );
}

/** A plain title instead of a tooltip: that would be a layer of its own, and take the Escape that should close the dialog. */
function Step({ label, icon: Icon, to, onShow }: { label: string; icon: LucideIcon; to: string | undefined; onShow: (id: string) => void }) {
  return (
    <Button variant="ghost" className="size-8 px-0" aria-label={label} title={label} disabled={!to} onClick={() => to && onShow(to)}>
      <Icon aria-hidden />
    </Button>
  );
}

function SideBySide({ lines }: { lines: Line[] }) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-y-1 text-sm">
      <thead className="text-left text-xs text-ink-2">
        <tr>
          <th scope="col" className="w-32 font-medium max-sm:w-20">Field</th>
          <th scope="col" className="px-3 font-medium">Before</th>
          <th scope="col" className="px-3 font-medium">After</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Both key={line.field.name} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Both({ line }: { line: Line }) {
  return (
    <tr className="align-top">
      <th scope="row" className="py-1.5 pr-2 text-left font-normal text-ink-2">
        {line.field.label}
      </th>
      <Side line={line} side="old" />
      <Side line={line} side="new" />
    </tr>
  );
}

function Side({ line, side }: { line: Line; side: "old" | "new" }) {
  const marks = side === "old" ? "border-danger bg-danger-soft text-danger-text" : "border-success bg-success-soft text-success-text";
  const Sign = side === "old" ? Minus : Plus;
  return (
    <td className={cn("border-l-2 border-transparent px-3 py-1.5 break-words whitespace-pre-line", line.changed && marks)}>
      {line.changed && <Sign className="mr-1 inline size-3" aria-label={side === "old" ? "Before" : "After"} />}
      <Value field={line.field} value={line[side]} />
    </td>
  );
}
