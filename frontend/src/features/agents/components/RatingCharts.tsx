import { ChartCard } from "@/kit/charts/chart-card";
import { type ChartData, seriesColor } from "@/kit/charts/types";
import { formatNumber } from "@/kit/lib/format";
import type { Period } from "@/kit/lib/period";
import type { Rated } from "../api";
import { shareOf, spansOf, stepOf } from "../ratings";

const percent = (value: number) => formatNumber(value / 100, { style: "percent" });
const count = (value: number) => formatNumber(value, { maximumFractionDigits: 0 });

/** Where nobody rated there is no share, not one of 0. */
function shareIn(span: { up: number; down: number }): Record<string, number> {
  const share = shareOf(span);
  return share === null ? {} : { share };
}

/** The share of good answers over time, and beside it how many ratings it rests on. */
export function RatingCharts({ items, period, of }: { items: Rated[] | undefined; period: Period; of: string }) {
  const spans = items && spansOf(items, period);
  const by = stepOf(period);
  const points = (values: (span: { up: number; down: number }) => Record<string, number>) => spans?.map((span) => ({ key: span.key, label: span.label, short: span.short, values: values(span) })) ?? [];
  const share: ChartData | undefined = spans && {
    series: [{ key: "share", label: "Share good", color: seriesColor(2) }],
    points: points(shareIn),
  };
  const counts: ChartData | undefined = spans && {
    series: [
      { key: "up", label: "Good", color: seriesColor(2) },
      { key: "down", label: "Bad", color: seriesColor(1) },
    ],
    points: points(({ up, down }) => ({ up, down })),
  };
  const title = by === "week" ? "Week" : "Day";
  return (
    <section aria-label="Over time" className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <ChartCard title={`Share of good answers by ${by}`} description={`${of}, where somebody rated.`} data={share} shape="columns" pointLabel={title} height={220} format={percent} formatShort={percent} />
      <ChartCard title={`Ratings by ${by}`} description={`${of}, by the day of the answer.`} data={counts} shape="columns" pointLabel={title} height={220} format={count} formatShort={count} />
    </section>
  );
}
