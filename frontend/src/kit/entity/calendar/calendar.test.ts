import { expect, test } from "vitest";
import type { ListState } from "../filters/filters";
import type { EntityMeta, FieldMeta } from "../meta";
import { byDay, calendarLook, daysOf, readCalendar, searchBetween, stepped, turned } from "./calendar";

const day = (name: string) => ({ name, kind: "date", filter: true, sort: true }) as FieldMeta;
const entity = { name: "invoices", fields: [day("issued_on"), day("due_on")] } as EntityMeta;
const state: ListState = { q: "", sort: "", deleted: false, filters: [] };

test("the address says field, span and day; what it leaves out is the deadline, the month and today", () => {
  expect(readCalendar(entity, "issued_on:week:2026-03-04")).toMatchObject({ field: { name: "issued_on" }, span: "week", at: "2026-03-04" });
  expect(readCalendar(entity, "")).toMatchObject({ field: { name: "due_on" }, span: "month" });
  expect(readCalendar(entity, "gone:year:2026-99-99")).toMatchObject({ field: { name: "due_on" }, span: "month", at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string });
  expect(readCalendar({ ...entity, fields: [] }, "")).toBeUndefined();
  expect(calendarLook({ field: day("due_on"), span: "week", at: "2020-01-01" }).options).toBe("due_on:week:2020-01-01");
});

test("turning goes by months or weeks", () => {
  const month = { field: day("due_on"), span: "month", at: "2026-01-31" } as const;
  expect(turned(month, 1)).toBe("2026-02-01");
  expect(turned({ ...month, span: "week" }, -1)).toBe("2026-01-24");
  expect(daysOf({ ...month, span: "week" }, 1)).toHaveLength(7);
  expect(stepped("2026-01-31", "ArrowDown")).toBe("2026-02-07");
});

test("a filter on the same field goes on to hold", () => {
  const narrow: ListState = { ...state, filters: [{ path: "due_on", conditions: [{ op: "gte", value: "2026-11-10" }, { op: "lt", value: "2026-11-20" }] }] };
  expect(searchBetween(narrow, day("due_on"), "2026-11-01", "2026-11-30")).toBe("due_on__lt=2026-11-20&due_on__gte=2026-11-10&due_on__lte=2026-11-30&sort=due_on");
  expect(searchBetween(state, day("due_on"), "2026-11-01", "2026-11-30")).toBe("due_on__gte=2026-11-01&due_on__lte=2026-11-30&sort=due_on");
});

test("records stand on their days", () => {
  const records = [{ id: "a", due_on: "2026-11-01" }, { id: "b", due_on: "2026-11-01" }, { id: "c", due_on: "2026-11-02" }];
  const days = byDay(day("due_on"), records as never);
  expect([...days].map(([on, found]) => [on, found.length])).toEqual([["2026-11-01", 2], ["2026-11-02", 1]]);
});
