import { type KeyboardEvent, memo, useRef } from "react";
import { useShortcut } from "@/kit/lib/shortcuts";
import { formatNumber } from "@/kit/lib/format";
import type { Row } from "../tree";
import { duration } from "../words";
import { SpanRow } from "./SpanRow";

export interface SpanTreeProps {
  rows: Row[];
  /** Milliseconds that the waterfall covers. */
  length: number;
  /** Number of the chosen span. */
  selected: number;
  onSelect: (number: number) => void;
  onFold: (number: number, open: boolean) => void;
}

const Line = memo(SpanRow);

/** The steps under each other, each with its bar in time: arrows and j, k move, left and right fold (WAI-ARIA tree). */
export function SpanTree({ rows, length, selected, onSelect, onFold }: SpanTreeProps) {
  const frame = useRef<HTMLDivElement>(null);
  /** The row with the focus, else the chosen one: keys may come faster than the address changes. */
  const at = () => {
    const focused = frame.current?.querySelector<HTMLElement>("[data-span]:focus")?.dataset.span;
    return rows.findIndex((row) => row.span.number === Number(focused ?? selected));
  };
  const go = (index: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!next) return;
    onSelect(next.span.number);
    frame.current?.querySelector<HTMLElement>(`[data-span="${next.span.number}"]`)?.focus();
  };
  const sideways = (open: boolean) => {
    const index = at();
    const row = rows[index];
    if (!row) return;
    if (row.parent && row.open !== open) onFold(row.span.number, open);
    else if (open) go(row.parent ? index + 1 : index);
    else go(rows.findIndex((other) => other.span.number === row.span.parent));
  };
  const acts: Record<string, () => void> = {
    ArrowDown: () => go(at() + 1),
    ArrowUp: () => go(at() - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => sideways(true),
    ArrowLeft: () => sideways(false),
  };
  const pressed = (event: KeyboardEvent) => {
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  useShortcut("j", "Next step", () => go(at() + 1));
  useShortcut("k", "Previous step", () => go(at() - 1));
  return (
    <div className="min-w-0 self-start overflow-hidden rounded-lg border border-line bg-surface">
      <Axis length={length} />
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus is on one of its items */}
      <div ref={frame} role="tree" aria-label="Steps" onKeyDown={pressed} className="max-h-[70vh] overflow-y-auto py-1 max-lg:max-h-[50vh]">
        {rows.map((row) => (
          <Line key={row.span.number} row={row} length={length} chosen={row.span.number === selected} onSelect={onSelect} onFold={onFold} />
        ))}
      </div>
    </div>
  );
}

/** What the bars are measured by. */
function Axis({ length }: { length: number }) {
  return (
    <div className="flex h-8 items-center gap-2 border-b border-line bg-n-2 px-3 text-xs text-ink-2">
      <span className="min-w-0 flex-1 font-medium">Step</span>
      <span aria-hidden className="flex w-[34%] shrink-0 justify-between tabular-nums max-sm:hidden">
        <span>{formatNumber(0)}</span>
        <span>{duration(length / 2)}</span>
        <span>{duration(length)}</span>
      </span>
      <span className="w-16 shrink-0 text-right font-medium max-sm:hidden">Cost</span>
      <span className="w-16 shrink-0 text-right font-medium">Took</span>
    </div>
  );
}
