/** Answers of the stats endpoint as what is drawn. */
import type { ChartData } from "@/kit/charts/types";
import { seriesColor } from "@/kit/charts/types";
import type { Money } from "@/kit/lib/format";
import { type Period, periodName, periodOf, periodsUpTo } from "./periods";

export interface StatsItem {
  group: Record<string, string | null>;
  count: number;
  sum?: Record<string, Money[] | string | null>;
}

/** The sums of a field, one per currency, the most frequent first. */
export function sumsOf(item: StatsItem | undefined, field: string): Money[] {
  const sums = item?.sum?.[field];
  return Array.isArray(sums) ? sums : [];
}

/** The figure to draw: the sum in one currency, or the count. */
export function valueOf(item: StatsItem, money: string | null, currency: string | null): number {
  if (money === null) return item.count;
  return Number(sumsOf(item, money).find((sum) => sum.currency === currency)?.amount ?? 0);
}

/**
 * The last `count` periods. A series of records' own dates ends with the newest of them, which may lie years back;
 * one of `created_at` ends today. Periods without records are nought.
 */
export function seriesOf(items: readonly StatsItem[], along: { field: string; period: Period }, value: (item: StatsItem) => number, today: string, count = 12): { key: string; value: number }[] {
  const byKey = new Map(items.flatMap((item) => (item.group[along.field] ? [[item.group[along.field] as string, value(item)] as const] : [])));
  const newest = along.field === "created_at" ? periodOf(today, along.period) : [...byKey.keys()].toSorted().at(-1);
  if (!newest) return [];
  return periodsUpTo(newest, along.period, count).map((key) => ({ key, value: byKey.get(key) ?? 0 }));
}

export interface Trend {
  /** −0.86 is 86 % less than the period before; null when there was nothing before. */
  change: number | null;
  last: number;
  /** "May 1998". */
  period: string;
}

/** The newest period against the one before it; null without two periods. */
export function trendOf(series: readonly { key: string; value: number }[], period: Period): Trend | null {
  const [before, last] = series.slice(-2);
  if (!before || !last) return null;
  return { change: before.value === 0 ? null : (last.value - before.value) / before.value, last: last.value, period: periodName(last.key, period) };
}

/** Columns by month, stacked by status where there is one. Statuses stand in the order in which they are declared. */
export function columnsOf(
  items: readonly StatsItem[],
  { date, statuses, money, currency, to }: { date: string; statuses: { field: string; choices: { value: string; label: string }[] } | null; money: string | null; currency: string | null; to: (month: string) => string },
): ChartData {
  const months = [...new Set(items.flatMap((item) => item.group[date] ?? []))].toSorted();
  const newest = months.at(-1);
  const found = new Set(items.map((item) => (statuses ? (item.group[statuses.field] ?? "") : "")));
  const shown = statuses ? statuses.choices.filter((choice) => found.has(choice.value)) : [{ value: "", label: "All" }];
  const series = shown.map((choice, index) => ({ key: choice.value || "all", label: choice.label, color: seriesColor(index) }));
  const points = (newest ? periodsUpTo(newest, "month", 12) : []).map((month) => {
    const values: Record<string, number> = {};
    for (const item of items) if (item.group[date] === month) values[(statuses && item.group[statuses.field]) || "all"] = valueOf(item, money, currency);
    return { key: month, label: periodName(month, "month"), values, to: to(month) };
  });
  return { series, points };
}

/** The highest first, as they come; each leads to its records. */
export function rankingOf(items: readonly StatsItem[], { id, name, money, currency, to, label }: { id: string; name: string; money: string | null; currency: string | null; label: string; to: (id: string) => string }): ChartData {
  const points = items.map((item) => {
    const key = item.group[id] ?? "";
    return { key, label: item.group[name] ?? "–", values: { value: valueOf(item, money, currency) }, to: key ? to(key) : undefined };
  });
  return { series: [{ key: "value", label, color: seriesColor(0) }], points };
}
