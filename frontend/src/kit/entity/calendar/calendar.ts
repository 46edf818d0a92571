/** What a calendar shows: which days, and the records on each. */
import { addDays, addMonths, monthOf, today, weekOf } from "@/kit/lib/days";
import { type Condition, conditionsOn, type ListState, searchOf, withFilter } from "../filters/filters";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord } from "../record";
import { calendarFields, type Look } from "../views/look";

export type Span = "month" | "week";

export interface CalendarLook {
  field: FieldMeta;
  span: Span;
  /** A day of the month or week that is shown. */
  at: string;
}

/** What `as=calendar:due_on:week:2026-11-20` says; each part may be left out. Undefined for an entity without dates. */
export function readCalendar(entity: EntityMeta, options: string): CalendarLook | undefined {
  const [name, span, at] = options.split(":");
  const fields = calendarFields(entity);
  const field = fields.find((one) => one.name === name) ?? fields[0];
  if (!field) return undefined;
  return { field, span: span === "week" ? "week" : "month", at: /^\d{4}-\d{2}-\d{2}$/.test(at ?? "") && !Number.isNaN(Date.parse(at ?? "")) ? (at ?? "") : today() };
}

/** The same as an address says it; the present day is left out. */
export function calendarLook({ field, span, at }: CalendarLook): Look {
  return { layout: "calendar", options: [field.name, span, ...(at === today() ? [] : [at])].join(":") };
}

/** The days that are shown, week by week. */
export function daysOf({ span, at }: CalendarLook, firstDay: number): string[] {
  return span === "week" ? weekOf(at, firstDay) : monthOf(at, firstDay);
}

/** The next or the former month or week. */
export function turned({ span, at }: CalendarLook, by: -1 | 1): string {
  return span === "week" ? addDays(at, 7 * by) : addMonths(`${at.slice(0, 7)}-01`, by);
}

/** The list behind a range of days; what the filters say about the same field goes on to hold. */
export function searchBetween(state: ListState, field: FieldMeta, from: string, to: string): string {
  const own = conditionsOn(state, field.name);
  const bound = (op: "gte" | "lte", value: string): Condition => {
    const set = own.find((one) => one.op === op)?.value;
    return { op, value: set !== undefined && (op === "gte" ? set > value : set < value) ? set : value };
  };
  const others = own.filter(({ op }) => op !== "gte" && op !== "lte");
  return searchOf({ ...withFilter(state, field.name, [...others, bound("gte", from), bound("lte", to)]), sort: field.name });
}

/** The records of each day. */
export function byDay(field: FieldMeta, records: EntityRecord[]): Map<string, EntityRecord[]> {
  const days = new Map<string, EntityRecord[]>();
  for (const record of records) {
    const day = String(record[field.name] ?? "").slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), record]);
  }
  return days;
}

/** The day that an arrow key leads to. */
export function stepped(day: string, key: string): string {
  return addDays(day, { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key] ?? 0);
}
