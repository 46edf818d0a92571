/** Ranges of days that people ask for by name. */
import type { Condition } from "./filters";

/** Stretches of time by name: kept as words, so that a saved view means this month in every month. */
export const periods: { label: string; conditions: Condition[] }[] = [
  { label: "Today", conditions: [{ op: "eq", value: "today" }] },
  { label: "This week", conditions: [{ op: "eq", value: "this_week" }] },
  { label: "This month", conditions: [{ op: "eq", value: "this_month" }] },
  { label: "Last month", conditions: [{ op: "eq", value: "last_month" }] },
  { label: "This year", conditions: [{ op: "eq", value: "this_year" }] },
  { label: "Last 30 days", conditions: [{ op: "gt", value: "today-30d" }, { op: "lte", value: "today" }] },
  { label: "Before today", conditions: [{ op: "lt", value: "today" }] },
];

const units: Record<string, string> = { h: "hours", d: "days", w: "weeks", m: "months", y: "years" };

/** A word of time as people say it: "last month", "today", "30 days ago". Undefined for a date. */
export function wordsOf(value: string): string | undefined {
  const moved = /^(now|today)([+-])(\d+)([hdwmy])$/.exec(value);
  if (moved) return `${moved[3]} ${units[moved[4] ?? ""]} ${moved[2] === "-" ? "ago" : "from now"}`;
  return /^(now|today|yesterday|tomorrow|(this|last|next)_(week|month|quarter|year))$/.test(value) ? value.replace("_", " ") : undefined;
}
