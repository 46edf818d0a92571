import { expect, test } from "vitest";
import type { EntityMeta, FieldMeta } from "../meta";
import type { ViewColumn } from "../views/views";
import { arrange, growing, movedTo, usualColumns } from "./columns";
import { pagesAround } from "./useRows";

const field = (name: string, kind: FieldMeta["kind"], more: Partial<FieldMeta> = {}) => ({ name, kind, label: name, list: true, max: null, ...more }) as FieldMeta;
const invoices = { title_field: "number", fields: [field("number", "text", { max: 40 }), field("customer", "ref"), field("total", "money"), field("paid_on", "date", { list: false })] } as EntityMeta;
const column = (name: string, more: Partial<ViewColumn> = {}): ViewColumn => ({ name, width: null, pinned: false, ...more });
const names = (chosen: ViewColumn[]) => arrange(invoices, chosen).map((one) => one.field.name);

test("the title is first and stays, then what is pinned; fields that have gone are left out", () => {
  expect(names(usualColumns(invoices))).toEqual(["number", "customer", "total"]);
  expect(names([column("paid_on"), column("gone"), column("total", { pinned: true }), column("number")])).toEqual(["number", "total", "paid_on"]);
  const [title, total] = arrange(invoices, [column("total", { pinned: true, width: 200 })]);
  expect([title?.pinned, title?.left, total?.left, total?.width, total?.fixed]).toEqual([true, 40, 200, 200, true]);
});

test("what room is left goes to the title and the relation beside a number, unless somebody has set them", () => {
  expect([...growing(arrange(invoices, usualColumns(invoices)))]).toEqual(["number", "customer"]);
  expect([...growing(arrange(invoices, [column("number", { width: 100 }), column("customer", { width: 100 }), column("total")]))]).toEqual(["total"]);
  expect([...growing(arrange(invoices, [column("customer", { pinned: true }), column("total")]))]).toEqual(["total"]);
});

test("a column takes the place of another, the others close up", () => {
  const columns = ["a", "b", "c", "d"].map((name) => column(name));
  expect(movedTo(columns, "d", "b").map((one) => one.name)).toEqual(["a", "d", "b", "c"]);
  expect(movedTo(columns, "a", "c").map((one) => one.name)).toEqual(["b", "c", "a", "d"]);
  expect(movedTo(columns, "x", "a")).toBe(columns);
});

test("pages in view and one on each side are held, never more than four beside the first", () => {
  expect(pagesAround("0-0", 1000)).toEqual([1]);
  expect(pagesAround("5-6", 1000)).toEqual([4, 5, 6, 7]);
  expect(pagesAround("5-9", 1000)).toEqual([4, 5, 6, 7]);
  expect(pagesAround("9-9", 1000)).toEqual([8, 9]);
  expect(pagesAround("0-0", 40)).toEqual([]);
});
