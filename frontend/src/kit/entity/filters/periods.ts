/** Ranges of days that people ask for by name. */
import type { Condition } from "./filters";

/** A calendar day as `2026-11-20`, in this device's zone. */
export function isoDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "Today", "This month" and so on, as conditions on a date field. */
export function periods(now: Date): { label: string; conditions: Condition[] }[] {
  const year = now.getFullYear();
  const month = now.getMonth();
  const day = now.getDate();
  const monday = day - ((now.getDay() + 6) % 7);
  const between = (label: string, from: Date, to: Date) => ({
    label,
    conditions: [{ op: "gte", value: isoDay(from) }, { op: "lte", value: isoDay(to) }] satisfies Condition[],
  });
  return [
    between("Today", now, now),
    between("This week", new Date(year, month, monday), new Date(year, month, monday + 6)),
    between("This month", new Date(year, month, 1), new Date(year, month + 1, 0)),
    between("Last month", new Date(year, month - 1, 1), new Date(year, month, 0)),
    between("This year", new Date(year, 0, 1), new Date(year, 11, 31)),
    between("Last 12 months", new Date(year - 1, month, day + 1), now),
    { label: "Before today", conditions: [{ op: "lt", value: isoDay(now) }] },
  ];
}
