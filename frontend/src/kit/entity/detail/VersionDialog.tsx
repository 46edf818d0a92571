import { ChevronLeft, ChevronRight, Minus, Plus, Undo2 } from "lucide-react";
import { useId, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { formatDateTime } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Switch } from "@/kit/ui/toggles";
import { Value } from "../conflict/ConflictRow";
import type { EntityMeta } from "../meta";
import { handOf, type Line, linesOf, type Version } from "./versions";

interface VersionDialogProps {
  entity: EntityMeta;
  versions: Version[];
  /** Id of the change that is compared. */
  shown: string;
  onShow: (id: string) => void;
  onRevert: (version: Version) => void;
  onClose: () => void;
}

/** A record before and after one change, side by side; the differences only, or all of it. */
export function VersionDialog({ entity, versions, shown, onShow, onRevert, onClose }: VersionDialogProps) {
  const [only, setOnly] = useState(true);
  const id = useId();
  const at = versions.findIndex((version) => version.entry.id === shown);
  const version = versions[at];
  if (!version) return null;
  const { entry } = version;
  const lines = linesOf(entity, version).filter((line) => line.changed || !only);
  const step = (by: number) => versions[at + by]?.entry.id;
  const [newer, older] = [step(-1), step(1)];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="xl"
      title={`Changed by ${entry.actor.name ?? "the system"}`}
      description={`${formatDateTime(entry.timestamp)}, ${handOf(entry)}`}
      footer={
        <>
          <div className="mr-auto flex items-center gap-2">
            <IconButton label="Older change" disabled={!older} onClick={() => older && onShow(older)}>
              <ChevronLeft aria-hidden />
            </IconButton>
            <IconButton label="Newer change" disabled={!newer} onClick={() => newer && onShow(newer)}>
              <ChevronRight aria-hidden />
            </IconButton>
            <label htmlFor={id} className="text-sm">
              Only differences
            </label>
            <Switch id={id} checked={only} onCheckedChange={setOnly} />
          </div>
          <Button onClick={onClose}>Close</Button>
          {entity.permissions.write && entry.action === "update" && (
            <Button variant="primary" onClick={() => onRevert(version)}>
              <Undo2 aria-hidden /> Revert this change
            </Button>
          )}
        </>
      }
    >
      <SideBySide lines={lines} />
    </Dialog>
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
