import { ArrowRight, EyeOff, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { humanize } from "@/kit/lib/format";

export interface Change {
  field: string;
  label?: string;
  old: unknown;
  new: unknown;
  /** Which values are not for the reader. */
  hidden?: "old" | "both" | null;
}

/** Fields whose value differs between two versions of a record, in the order of the newer one. */
export function changesOf(before: Record<string, unknown> | null | undefined, after: Record<string, unknown> | null | undefined): Change[] {
  const fields = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]);
  return [...fields]
    .map((field) => ({ field, old: before?.[field] ?? null, new: after?.[field] ?? null }))
    .filter((change) => JSON.stringify(change.old) !== JSON.stringify(change.new));
}

export interface DiffProps {
  changes: Change[];
  /** Draws a value; by default text, and JSON for objects. */
  format?: (value: unknown, field: string) => ReactNode;
}

/** Old → new, field by field: the old value struck and signed −, the new one signed +, so colour is not needed to read it. */
export function Diff({ changes, format = plain }: DiffProps) {
  if (changes.length === 0) return <p className="text-sm text-ink-2">Nothing changed.</p>;
  return (
    <dl className="divide-y divide-line text-sm">
      {changes.map((change) => (
        <div key={change.field} className="grid grid-cols-1 gap-x-3 gap-y-1 py-1.5 sm:grid-cols-[140px_minmax(0,1fr)]">
          <dt className="text-ink-2">{change.label ?? humanize(change.field)}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-1.5">
            {change.hidden ? <Hidden /> : <Value sign="old" value={change.old} shown={format(change.old, change.field)} />}
            <ArrowRight className="size-3.5 shrink-0 text-ink-3" aria-hidden />
            {change.hidden === "both" ? <Hidden /> : <Value sign="new" value={change.new} shown={format(change.new, change.field)} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A value that the reader has no right to: that it is there is said, not what it is. */
export function Hidden() {
  return (
    <span className="inline-flex items-center gap-1 rounded-sm bg-n-3 px-1.5 py-0.5 text-ink-2">
      <EyeOff className="size-3 shrink-0" aria-hidden /> not shown to you
    </span>
  );
}

function Value({ sign, value, shown }: { sign: "old" | "new"; value: unknown; shown: ReactNode }) {
  if (value === null || value === undefined || value === "") return <span className="text-ink-2 italic">empty</span>;
  if (sign === "old")
    return (
      <del className="inline-flex min-w-0 items-center gap-1 rounded-sm bg-danger-soft px-1.5 py-0.5 break-words text-danger-text">
        <Minus className="size-3 shrink-0" aria-label="Old" />
        {shown}
      </del>
    );
  return (
    <ins className="inline-flex min-w-0 items-center gap-1 rounded-sm bg-success-soft px-1.5 py-0.5 break-words text-success-text no-underline">
      <Plus className="size-3 shrink-0" aria-label="New" />
      {shown}
    </ins>
  );
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
