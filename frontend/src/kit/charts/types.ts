/** What a chart shows, before any library draws it. */

/** `columns` stand and are stacked; `bars` lie, for names that need room; lines and areas are for time. */
export type ChartShape = "columns" | "bars" | "line" | "area";

export interface ChartSeries {
  key: string;
  label: string;
  /** A CSS colour of the chart palette: `var(--chart-1)`. */
  color: string;
}

export interface ChartPoint {
  key: string;
  label: string;
  /** In short, for the axis. */
  short?: string;
  /** One figure for each series; what is missing is nothing. */
  values: Record<string, number>;
  /** The list behind it. */
  to?: string;
  /** The list behind each series of it, where they differ. */
  links?: Record<string, string>;
}

export interface ChartData {
  series: ChartSeries[];
  points: ChartPoint[];
}

/** The colour of the n-th series; the palette has eight and then begins again. */
export function seriesColor(index: number): string {
  return `var(--chart-${(index % 8) + 1})`;
}
