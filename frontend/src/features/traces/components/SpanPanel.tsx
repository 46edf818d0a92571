import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatNumber, humanize } from "@/kit/lib/format";
import { ErrorState, SkeletonRows, useSlow } from "@/kit/ui/states";
import { type SpanOut, spanQuery } from "../api";
import { duration, firstToken, kinds, nameOf, remark, servedBy, usageOf } from "../words";
import { SpanContent } from "./SpanContent";

/** One step whole: its figures, what was sent, what came back. */
export function SpanPanel({ trace, span }: { trace: string; span: SpanOut }) {
  const found = useQuery(spanQuery(trace, span));
  const slow = useSlow(found.isPending);
  return (
    <section aria-label="The chosen step" className="min-w-0 self-start rounded-lg border border-line bg-surface">
      <header className="border-b border-line px-4 py-3">
        <p className="text-xs text-ink-2">
          {span.kind !== "turn" && `${kinds[span.kind]} · `}Step {formatNumber(span.number)}
        </p>
        <h2 className="text-base font-semibold break-words">{nameOf(span)}</h2>
        {remark(span) && <p className="mt-1 text-sm text-ink-2">{remark(span)}</p>}
      </header>
      <Figures span={span} />
      <div className="space-y-4 p-4">
        {found.isPending && slow && <SkeletonRows rows={4} label="Loading the step" />}
        {found.isError && <ErrorState error={found.error} doing="load the step" onRetry={() => void found.refetch()} />}
        {found.data && <SpanContent span={found.data} />}
      </div>
    </section>
  );
}

function Figures({ span }: { span: SpanOut }) {
  const usage = usageOf(span);
  const first = firstToken(span);
  const figures: [string, ReactNode][] = [["Began after", duration(span.start_ms)]];
  if (span.kind !== "decision") figures.push(["Took", span.ms === null ? "not ended" : duration(span.ms)]);
  if (first !== null) figures.push(["First word", duration(first)]);
  if (usage) figures.push(["Tokens", `${formatNumber(usage.input)} in, ${formatNumber(usage.output)} out`]);
  if (usage?.cost) figures.push(["Cost", usage.cost]);
  if (servedBy(span)) figures.push(["Answered by", servedBy(span)]);
  if (typeof span.facts.status === "string") figures.push(["Ended", humanize(span.facts.status)]);
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 border-b border-line px-4 py-2 text-sm">
      {figures.map(([label, value]) => (
        <div key={label} className="flex gap-1.5">
          <dt className="text-ink-2">{label}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
