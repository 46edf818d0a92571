import { ChartCard } from "@/kit/charts/chart-card";
import type { ChartData } from "@/kit/charts/types";
import { formatCompact, formatNumber } from "@/kit/lib/format";
import type { ResultFigures } from "./result";

/** Figures by group as a picture: lines for time, lying bars for names. */
export function ResultChart({ figures }: { figures: ResultFigures }) {
  const data: ChartData = {
    series: [{ key: "value", label: figures.measure, color: "var(--chart-1)" }],
    points: figures.points.map(({ label, value }) => ({ key: label, label, values: { value } })),
  };
  const unit = figures.unit ? ` ${figures.unit}` : "";
  return (
    <ChartCard
      title={`${figures.measure} by ${figures.by.toLowerCase()}`}
      data={data}
      shape={figures.time ? "columns" : "bars"}
      format={(value) => formatNumber(value) + unit}
      formatShort={formatCompact}
      pointLabel={figures.by}
      height={figures.time ? 220 : Math.min(320, 48 + figures.points.length * 28)}
    />
  );
}
