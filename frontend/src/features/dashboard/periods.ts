/** Periods of a series, as the API groups them: `1998-05` is a month, `2026-11-16` a day or the Monday of a week. */
import { formatDate } from "@/kit/lib/format";

export type Period = "month" | "week";

/** The period before or after, by so many steps. */
export function shifted(key: string, period: Period, steps: number): string {
  const date = new Date(`${key.length === 7 ? `${key}-01` : key}T00:00:00Z`);
  if (period === "month") date.setUTCMonth(date.getUTCMonth() + steps);
  else date.setUTCDate(date.getUTCDate() + 7 * steps);
  return date.toISOString().slice(0, period === "month" ? 7 : 10);
}

/** The last `count` periods that end with `last`, oldest first. */
export function periodsUpTo(last: string, period: Period, count: number): string[] {
  return Array.from({ length: count }, (_, index) => shifted(last, period, index - count + 1));
}

/** The period a day belongs to. */
export function periodOf(day: string, period: Period): string {
  if (period === "month") return day.slice(0, 7);
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** "May 1998", or "week of 16 Nov 2026". */
export function periodName(key: string, period: Period): string {
  if (period === "week") return `week of ${formatDate(key)}`;
  const [year, month] = key.split("-").map(Number) as [number, number];
  return new Intl.DateTimeFormat(undefined, { month: "short", year: "numeric", timeZone: "UTC" }).format(Date.UTC(year, month - 1, 1));
}

/** The first and last day of a month, for a filter. */
export function monthRange(key: string): { from: string; to: string } {
  const [year, month] = key.split("-").map(Number) as [number, number];
  return { from: `${key}-01`, to: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) };
}
