import { expect, test } from "vitest";
import type { ListState } from "../filters/filters";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord } from "../record";
import { columnsOf, refusal } from "./board";

const choices = (...values: string[]) => values.map((value) => ({ value, label: value.toUpperCase() }));
const status = { name: "status", kind: "status", label: "Status", required: false, choices: choices("draft", "sent", "paid") } as FieldMeta;
const size = { name: "size", kind: "enum", label: "Size", required: false, choices: choices("s", "l") } as FieldMeta;
const entity = {
  name: "orders", fields: [status, size], money_field: "total",
  status: { field: "status", transitions: {}, moves: [{ from: "draft", to: "sent", allowed: true, requires: [] }, { from: "draft", to: "paid", allowed: false, requires: [] }] },
} as unknown as EntityMeta;
const all: ListState = { q: "", sort: "", deleted: false, filters: [] };
const stats = { items: [{ group: { status: "sent" }, count: 3, sum: { total: [{ amount: "5.00", currency: "EUR" }] } }], total_groups: 1 };

test("there is a column for each value, with its count, its sum and its list", () => {
  const found = columnsOf(entity, status, all, stats);
  expect(found.map((one) => [one.value, one.count, one.search])).toEqual([["draft", 0, "status=draft"], ["sent", 3, "status=sent"], ["paid", 0, "status=paid"]]);
  expect(found[1]?.sums).toEqual([{ amount: "5.00", currency: "EUR" }]);
});

test("a filter leaves its columns; records without a value have one of their own", () => {
  const narrow: ListState = { ...all, filters: [{ path: "status", conditions: [{ op: "in", value: "sent,paid" }] }] };
  expect(columnsOf(entity, status, narrow, stats).map((one) => one.value)).toEqual(["sent", "paid"]);
  const without = columnsOf(entity, size, all, { items: [{ group: { size: null }, count: 1 }], total_groups: 1 });
  expect(without.map((one) => [one.label, one.search])).toEqual([["S", "size=s"], ["L", "size=l"], ["No size", "size__null=true"]]);
});

test("a card goes where its status may go, and is told why not", () => {
  const draft = { status: "draft", size: "s" } as unknown as EntityRecord;
  expect(refusal(entity, status, draft, "sent")).toBeNull();
  expect(refusal(entity, status, draft, "paid")).toBe("Your role may not make it paid");
  expect(refusal(entity, status, { ...draft, status: "paid" }, "draft")).toBe("PAID does not become draft");
  expect(refusal(entity, size, draft, "")).toBeNull();
  expect(refusal(entity, { ...size, required: true }, draft, "")).toBe("Size is needed");
});
