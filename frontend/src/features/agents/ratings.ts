/** Ratings over time: put together by day or week, and as shares. */
import { addDays, formatDay, weekOf } from "@/kit/lib/days";
import { formatDate } from "@/kit/lib/format";
import { daysOf, type Period } from "@/kit/lib/period";
import type { Rated } from "./api";

export interface Span {
  /** Its first day. */
  key: string;
  label: string;
  short: string;
  up: number;
  down: number;
}

/** Longer periods are counted by weeks: a day has too few ratings to say anything. */
const BY_DAYS = 14;
const MONDAY = 1;

/** Whether a period is counted by days or by weeks. */
export const stepOf = (period: Period): "day" | "week" => (daysOf(period).length > BY_DAYS ? "week" : "day");

/** The period in equal spans, also those in which nobody rated; of one agent or of several together. */
export function spansOf(rated: Rated[], period: Period): Span[] {
  const all = daysOf(period);
  const weekly = stepOf(period) === "week";
  const first = (day: string) => (weekly ? (weekOf(day, MONDAY)[0] ?? day) : day);
  const spans = new Map<string, Span>();
  for (const day of all) {
    const key = first(day);
    if (!spans.has(key)) spans.set(key, { key, label: weekly ? `${formatDate(key)} to ${formatDate(addDays(key, 6))}` : formatDate(key), short: formatDay(key, { month: "short", day: "numeric" }), up: 0, down: 0 });
  }
  for (const { day, up = 0, down = 0 } of rated.flatMap((one) => one.days)) {
    const span = spans.get(first(day));
    if (!span) continue;
    span.up += up;
    span.down += down;
  }
  return [...spans.values()];
}

/** How many of a hundred rated answers were good; null where none was rated. */
export function shareOf({ up, down }: { up: number; down: number }): number | null {
  return up + down > 0 ? Math.round((up / (up + down)) * 100) : null;
}
