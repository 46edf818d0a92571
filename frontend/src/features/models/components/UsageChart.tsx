import { ChartCard } from "@/kit/charts/chart-card";
import { type ChartData, seriesColor } from "@/kit/charts/types";
import { formatDay } from "@/kit/lib/days";
import { formatCompact, formatCost, formatDate, formatNumber } from "@/kit/lib/format";
import { daysOf, type Period } from "@/kit/lib/period";
import type { Sum, Usage } from "../api";
import { axisCost } from "../words";

/** Cost and tokens by day; days without a call are drawn as nothing. */
export function UsageChart({ usage, period }: { usage: Usage | undefined; period: Period }) {
  const by = new Map((usage?.items ?? []).map((item) => [item.key, item]));
  const points = (values: (item: Sum | undefined) => Record<string, number>) =>
    daysOf(period).map((day) => ({ key: day, label: formatDate(day), short: formatDay(day, { month: "short", day: "numeric" }), values: values(by.get(day)) }));
  const cost: ChartData | undefined = usage && { series: [{ key: "cost", label: "Cost", color: seriesColor(0) }], points: points((item) => ({ cost: Number(item?.cost ?? 0) })) };
  const tokens: ChartData | undefined = usage && {
    series: [
      { key: "input", label: "Read", color: seriesColor(1) },
      { key: "output", label: "Written", color: seriesColor(2) },
    ],
    points: points((item) => ({ input: item?.input_tokens ?? 0, output: item?.output_tokens ?? 0 })),
  };
  const dearest = Math.max(0, ...(usage?.items ?? []).map((item) => Number(item.cost)));
  const missing = usage?.total.unpriced ? " Calls of models without a price are not in it." : "";
  return (
    <section aria-label="Charts" className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <ChartCard title="Cost by day" description={`In US dollars.${missing}`} data={cost} empty="No cost in this period." shape="columns" pointLabel="Day" height={220} format={(value) => formatCost(value)} formatShort={axisCost(dearest)} />
      <ChartCard title="Tokens by day" description="Read by models, and written by them." data={tokens} shape="columns" pointLabel="Day" height={220} format={(value) => formatNumber(value)} formatShort={formatCompact} />
    </section>
  );
}
