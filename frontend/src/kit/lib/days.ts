/** Calendar days as `2026-11-20`, in no time zone, and how weeks and months are made of them. */
import { currentLocale } from "./format";

const day = 86_400_000;
const at = (iso: string) => Date.parse(`${iso}T00:00:00Z`);
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The day so many days later (or, below zero, earlier). */
export function addDays(date: string, days: number): string {
  return iso(at(date) + days * day);
}

/** The same day of a month so many months later; the last one where that month is shorter. */
export function addMonths(date: string, months: number): string {
  const from = new Date(at(date));
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  return iso(first + (Math.min(from.getUTCDate(), last) - 1) * day);
}

/** Today on this device. */
export function today(now: Date = new Date()): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The day of the week: 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(at(date)).getUTCDay();
}

/** The day that weeks begin with in the person's locale: 0 is Sunday, 1 Monday. */
export function firstWeekday(locale: string | undefined = currentLocale()): number {
  const found = new Intl.Locale(locale ?? navigator.language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  return (found.getWeekInfo?.() ?? found.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}

/** The seven days around a date. */
export function weekOf(date: string, firstDay: number): string[] {
  const start = addDays(date, -((weekdayOf(date) - firstDay + 7) % 7));
  return Array.from({ length: 7 }, (_, index) => addDays(start, index));
}

/** The whole weeks that a date's month touches. */
export function monthOf(date: string, firstDay: number): string[] {
  const first = `${date.slice(0, 7)}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const start = weekOf(first, firstDay)[0] ?? first;
  const end = weekOf(last, firstDay)[6] ?? last;
  const length = (at(end) - at(start)) / day + 1;
  return Array.from({ length }, (_, index) => addDays(start, index));
}

/** A day in words, such as `{ weekday: "long", day: "numeric", month: "long" }` says. */
export function formatDay(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(currentLocale(), { ...options, timeZone: "UTC" }).format(at(date));
}

/** "16 – 22 November 2026". */
export function formatDayRange(from: string, to: string, month: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(currentLocale(), { day: "numeric", month, year: "numeric", timeZone: "UTC" }).formatRange(at(from), at(to));
}
