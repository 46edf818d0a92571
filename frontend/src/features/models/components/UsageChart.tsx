import { ChartCard } from "@/kit/charts/chart-card";
import { type ChartData, seriesColor } from "@/kit/charts/types";
import { formatCompact, formatDate, formatNumber } from "@/kit/lib/format";
import type { Period, Sum, Usage } from "../api";
import { costText, daysOf } from "../words";

/** Cost and tokens by day; days without a call are drawn as nothing. */
export function UsageChart({ usage, period }: { usage: Usage | undefined; period: Period }) {
  const by = new Map((usage?.items ?? []).map((item) => [item.key, item]));
  const points = (values: (item: Sum | undefined) => Record<string, number>) => daysOf(period.since, period.until).map((day) => ({ key: day, label: formatDate(day), values: values(by.get(day)) }));
  const cost: ChartData | undefined = usage && { series: [{ key: "cost", label: "Cost", color: seriesColor(0) }], points: points((item) => ({ cost: Number(item?.cost ?? 0) })) };
  const tokens: ChartData | undefined = usage && {
    series: [
      { key: "input", label: "Read", color: seriesColor(1) },
      { key: "output", label: "Written", color: seriesColor(2) },
    ],
    points: points((item) => ({ input: item?.input_tokens ?? 0, output: item?.output_tokens ?? 0 })),
  };
  return (
    <section aria-label="Charts" className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <ChartCard title="Cost by day" data={cost} shape="columns" pointLabel="Day" height={220} format={(value) => costText(value)} formatShort={(value) => costText(value)} />
      <ChartCard title="Tokens by day" data={tokens} shape="columns" pointLabel="Day" height={220} format={(value) => formatNumber(value)} formatShort={formatCompact} />
    </section>
  );
}
