import { expect, test } from "vitest";
import { figuresOf, hiddenIn, tableOf } from "./result";

test("a list of records is a table of its fields, with money and names in words", () => {
  const text = JSON.stringify({
    items: [{ id: "i1", number: "10479", total: { amount: "10495.60", currency: "USD" }, customer: "c1", expanded: { customer: { id: "c1", name: "Rattlesnake" } }, version: 3 }],
    next_cursor: null,
  });
  const table = tableOf(text, "list_invoices", []);
  expect(table?.columns.map((column) => [column.key, column.figure])).toEqual([["number", false], ["total", true], ["customer", false]]);
  expect(table?.rows).toEqual([{ id: "i1", cells: ["10479", "$10,495.60", "Rattlesnake"] }]);
});

test("figures by group have a column for each group and each figure", () => {
  const text = JSON.stringify({ items: [{ group: { "customer.country": "Germany" }, count: 3, sum: { total: [{ amount: "12.00", currency: "EUR" }] } }], total_groups: 1 });
  const table = tableOf(text, "get_invoice_stats", []);
  expect(table?.columns.map((column) => column.label)).toEqual(["Customer country", "Count", "Sum of total"]);
  expect(table?.rows[0]?.cells).toEqual(["Germany", "3", "€12.00"]);
});

test("what is not a list, or was cut in the middle, has no table; a note stays", () => {
  expect(tableOf('{"id":"x"}', "get_customer", [])).toBeNull();
  expect(tableOf('{"items":[{"id":', "list_customers", [])).toBeNull();
  expect(tableOf('{"items":[]}', "list_customers", [])).toBeNull();
  expect(tableOf(JSON.stringify({ items: [{ id: "1", name: "A" }], note: "Cut: 1 of 40 items shown." }), "list_x", [])?.note).toMatch(/^Cut/);
});

test("one figure by one group can be a chart; mixed currencies and lists of records can not", () => {
  const groups = (...units: string[]) => JSON.stringify({ items: units.map((currency, at) => ({ group: { month: `2026-0${at + 1}` }, count: 2, sum: { total: [{ amount: `${at + 1}00.50`, currency }] } })) });
  expect(figuresOf(groups("EUR", "EUR"))).toEqual({ by: "Month", measure: "Sum of total", unit: "EUR", time: true, points: [{ label: "2026-01", value: 100.5 }, { label: "2026-02", value: 200.5 }] });
  expect(figuresOf(groups("EUR", "USD"))).toBeNull();
  expect(figuresOf(JSON.stringify({ items: [{ id: "1" }, { id: "2" }] }))).toBeNull();
});

test("a result that is not for the reader says so in words, and a record with such a field is a record", () => {
  expect(hiddenIn('{"hidden":"Not shown to you."}')).toBe("Not shown to you.");
  expect(["[]", "cut …", '{"id":"1","hidden":"yes"}', '{"hidden":true}'].map(hiddenIn)).toEqual(["", "", "", ""]);
});
