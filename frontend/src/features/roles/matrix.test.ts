import { expect, test } from "vitest";
import type { EntityMeta } from "@/kit/entity/meta";
import { changedFrom, matrixOf, type Permission, rowState, toggled, withRow } from "./matrix";

const permission = (name: string): Permission => ({ name, label: name, area: name.split(":")[0] ?? "" });
const all = ["users:read", "users:write", "invoices:delete", "invoices:write", "invoices:read", "agents:use", "audit:read"].map(permission);
const matrix = matrixOf(all, [{ name: "invoices", label: "Invoices" } as EntityMeta]);
const row = (area: string) => {
  const found = matrix.groups.flatMap((group) => group.rows).find((one) => one.area === area);
  if (!found) throw new Error(`no row ${area}`);
  return found;
};
const invoices = row("invoices");
const everything = new Set(all.map((one) => one.name));

test("records come first, areas by name, actions from the lightest to the heaviest", () => {
  expect(matrix.actions).toEqual(["read", "write", "delete", "use"]);
  expect(matrix.groups.map((group) => [group.title, group.rows.map((one) => one.label)])).toEqual([
    ["Records", ["Invoices"]],
    ["Administration and agents", ["Agents", "Audit log", "Users"]],
  ]);
  expect(row("audit").cells.write).toBeUndefined();
});

test("guarded fields and moves stand below their records, in words", () => {
  const fields = [{ name: "margin", label: "Margin" }];
  const guarded = ["invoices.margin:read", "invoices.status.paid:write", "invoices:read", "users:read"].map(permission);
  const [records] = matrixOf(guarded, [{ name: "invoices", label: "Invoices", fields } as EntityMeta]).groups;
  expect(records?.rows.map((one) => one.label)).toEqual(["Invoices", "Invoices: margin", "Invoices: to paid"]);
});

test("a row is allowed wholly, partly or not at all", () => {
  expect(rowState(invoices, new Set())).toBe("none");
  expect(rowState(invoices, new Set(["invoices:read", "users:read", "users:write"]))).toBe("some");
  expect(rowState(invoices, everything)).toBe("all");
});

test("whoever may write may read, and whoever may not read may do nothing", () => {
  const writer = toggled(invoices, "write", new Set(["users:read"]));
  expect([...writer].toSorted()).toEqual(["invoices:read", "invoices:write", "users:read"]);
  expect([...toggled(invoices, "read", writer)]).toEqual(["users:read"]);
  expect([...toggled(invoices, "write", writer)].toSorted()).toEqual(["invoices:read", "users:read"]);
  expect([...toggled(row("agents"), "use", new Set())]).toEqual(["agents:use"]);
});

test("an action that the area does not have changes nothing", () => {
  expect(toggled(row("audit"), "write", new Set(["audit:read"]))).toEqual(new Set(["audit:read"]));
});

test("All gives no more than the person has himself; None takes everything of the row and of no other", () => {
  const mine = new Set(["invoices:read", "invoices:write", "users:read"]);
  expect(withRow(invoices, true, new Set(["users:read"]), mine)).toEqual(new Set(["users:read", "invoices:read", "invoices:write"]));
  expect(withRow(invoices, false, everything, mine).has("users:write")).toBe(true);
  expect(rowState(invoices, withRow(invoices, false, everything, mine))).toBe("none");
});

test("unsaved is what was added and what was taken away", () => {
  expect(changedFrom(["a", "b"], new Set(["b", "c"])).toSorted()).toEqual(["a", "c"]);
  expect(changedFrom(["a", "b"], new Set(["b", "a"]))).toEqual([]);
});
