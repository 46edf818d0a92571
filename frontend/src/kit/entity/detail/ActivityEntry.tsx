import { Bot, Columns2, Undo2 } from "lucide-react";
import { humanize } from "@/kit/lib/format";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Diff } from "@/kit/ui/diff";
import { RelativeTime } from "@/kit/ui/figures";
import { Value } from "../conflict/ConflictRow";
import type { EntityMeta } from "../meta";
import { handOf, type Line, linesOf, undoing, type Version } from "./versions";

interface ActivityEntryProps {
  entity: EntityMeta;
  version: Version;
  onCompare: () => void;
  onRevert: () => void;
}

/** One change: a sentence with who, what and when, then the values. */
export function ActivityEntry({ entity, version, onCompare, onRevert }: ActivityEntryProps) {
  const { entry } = version;
  const changes = linesOf(entity, version).filter((line) => line.changed);
  const who = entry.actor.name ?? "The system";
  return (
    <li className="group relative flex gap-3 pb-5 before:absolute before:top-7 before:bottom-0 before:left-3 before:w-px before:bg-line last:before:hidden">
      {entry.actor.agent ? (
        <span aria-hidden className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-text">
          <Bot className="size-3.5" />
        </span>
      ) : (
        <Avatar name={who} size={24} />
      )}
      <div className="min-w-0 flex-1">
        <Sentence entity={entity} version={version} who={who} labels={changes.map((line) => line.field.label)} onCompare={onCompare} onRevert={onRevert} />
        {entry.action === "update" && <Values entity={entity} changes={changes} />}
        {entry.action === "create" && (
          <details className="text-sm">
            <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">First values</summary>
            <Values entity={entity} changes={changes.map((line) => ({ ...line, old: null }))} />
          </details>
        )}
      </div>
    </li>
  );
}

interface SentenceProps extends ActivityEntryProps {
  who: string;
  labels: string[];
}

/** Who, what, through what and when; what can be compared or taken back has the buttons for it. */
function Sentence({ entity, version, who, labels, onCompare, onRevert }: SentenceProps) {
  const { entry } = version;
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-1.5 text-sm">
      <p>
        <strong className="font-semibold">{who}</strong> {sentence(entity, entry.action, labels)}
      </p>
      <p className="text-ink-2">
        {handOf(entry)} · <RelativeTime value={entry.timestamp} />
      </p>
      {entry.action === "update" && (
        <div className="ml-auto flex gap-1">
          <Button size="sm" variant="ghost" onClick={onCompare}>
            <Columns2 aria-hidden /> Compare
          </Button>
          {entity.permissions.write && Object.keys(undoing(entity, entry)).length > 0 && (
            <Button size="sm" variant="ghost" onClick={onRevert}>
              <Undo2 aria-hidden /> Revert
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Values({ entity, changes }: { entity: EntityMeta; changes: Line[] }) {
  const format = (value: unknown, name: string) => {
    const field = entity.fields.find((one) => one.name === name);
    return field ? <Value field={field} value={value} /> : String(value);
  };
  return (
    <div className="mt-1 rounded-md border border-line bg-surface px-3 py-0.5">
      <Diff changes={changes.map((line) => ({ field: line.field.name, label: line.field.label, old: line.old, new: line.new }))} format={format} />
    </div>
  );
}

function sentence(entity: EntityMeta, action: string, labels: string[]): string {
  const what = entity.label_singular.toLowerCase();
  switch (action) {
    case "create":
      return `created this ${what}`;
    case "delete":
      return `deleted this ${what}`;
    case "restore":
      return `restored this ${what}`;
    case "update":
      return `changed ${new Intl.ListFormat("en").format(labels.map((label) => label.toLowerCase()))}`;
    case "merge":
      return `merged duplicates into this ${what}`;
    default:
      return humanize(action).toLowerCase();
  }
}
