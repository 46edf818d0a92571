import type { ReactNode } from "react";
import { formatBytes, formatNumber } from "@/kit/lib/format";
import type { TraceDetail } from "../api";
import { timeToFirst } from "../tree";
import { cost, duration } from "../words";

/** The whole in one line: time, first word, calls, tokens, cost. */
export function Totals({ trace }: { trace: TraceDetail }) {
  const first = timeToFirst(trace.spans);
  const paid = cost(trace.cost);
  return (
    <dl aria-label="Totals" className="flex flex-wrap gap-x-6 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2.5">
      <Figure label="Duration">{duration(trace.ms)}</Figure>
      {first !== null && <Figure label="First word">{duration(first)}</Figure>}
      <Figure label="Model calls">{formatNumber(trace.steps)}</Figure>
      <Figure label="Tool calls">{formatNumber(trace.calls)}</Figure>
      {trace.input_tokens + trace.output_tokens > 0 && (
        <Figure label="Tokens">
          {formatNumber(trace.input_tokens)} in, {formatNumber(trace.output_tokens)} out
        </Figure>
      )}
      {paid && <Figure label="Cost">{paid}</Figure>}
      <Figure label="Kept">{formatBytes(trace.size)}</Figure>
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-2">{label}</dt>
      <dd className="text-sm font-medium tabular-nums">{children}</dd>
    </div>
  );
}
