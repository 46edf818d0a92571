/** Points in time as the statistics name them ("2026-03", "2026-Q1"): their days, the one after, and what they are called. */
import { addDays, addMonths, formatDay } from "@/kit/lib/days";
import type { Period } from "./look";

/** The first day of a point. */
function begin(key: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01`;
  return `${key}-01-01`.slice(0, 10);
}

const months: Partial<Record<Period, number>> = { month: 1, quarter: 3, year: 12 };

function after(day: string, period: Period): string {
  const by = months[period];
  return by ? addMonths(day, by) : addDays(day, period === "week" ? 7 : 1);
}

/** First and last day of a point. */
export function daysOf(key: string, period: Period): [string, string] {
  const from = begin(key);
  return [from, addDays(after(from, period), -1)];
}

/** The name of the point that a day begins. */
function keyOf(day: string, period: Period): string {
  if (period === "year") return day.slice(0, 4);
  if (period === "month") return day.slice(0, 7);
  return period === "quarter" ? `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}` : day;
}

/** All points from the first to the last, also those that have no records. */
export function without(gaps: string[], period: Period, most: number): string[] {
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const keys: string[] = [];
  for (let day = begin(first); keys.length < most && keyOf(day, period) <= last; day = after(day, period)) keys.push(keyOf(day, period));
  return keys;
}

/** What a point is called. */
export function nameOf(key: string, period: Period): string {
  if (period === "year") return key;
  if (period === "quarter") return `Q${key.slice(-1)} ${key.slice(0, 4)}`;
  if (period === "month") return formatDay(begin(key), { month: "short", year: "numeric" });
  return formatDay(key, { day: "numeric", month: "short", year: "numeric" });
}
