import { expect, test } from "vitest";
import type { ListState } from "../filters/filters";
import type { EntityMeta, FieldMeta } from "../meta";
import { askOf, chartOf } from "./data";
import { chartLook, type ChartLook, readChart } from "./look";
import { daysOf, nameOf, without } from "./periods";

const field = (name: string, kind: FieldMeta["kind"], more: Partial<FieldMeta> = {}) => ({ name, kind, label: name, filter: true, sort: true, list: true, unique: false, choices: null, target: null, ...more }) as FieldMeta;
const entity = { name: "invoices", label: "Invoices", title_field: "number", inverses: [], fields: [field("number", "text", { unique: true }), field("issued_on", "date"), field("total", "money"), field("status", "status"), field("customer", "ref")] } as unknown as EntityMeta;
const state: ListState = { q: "", sort: "", deleted: false, filters: [{ path: "status", conditions: [{ op: "nin", value: "void" }] }] };
const look = (more: Partial<ChartLook> = {}): ChartLook => ({ shape: "columns", verb: "sum", of: "total", by: "issued_on", period: "month", series: "", ...more });
const money = (amount: string, currency = "EUR") => ({ amount, currency });
const plain = (_path: string, value: string) => value;

test("an address is read and written; what does not exist becomes what makes sense", () => {
  expect(readChart([entity], entity, "line:count:issued_on~week:status")).toEqual(look({ shape: "line", verb: "count", of: "", period: "week", series: "status" }));
  expect(readChart([entity], entity, "")).toEqual(look());
  expect(readChart([entity], entity, "pie:sum~gone:gone:gone")).toEqual(look({ verb: "count", of: "" }));
  expect(chartLook(look({ series: "status" })).options).toBe("columns:sum~total:issued_on~month:status");
});

test("the question names groups, periods and the measure", () => {
  expect(askOf(look({ series: "status" }))).toEqual({ sum: "total", group_by: "status", bucket: "month:issued_on", limit: 1000 });
  expect(askOf(look({ by: "customer", period: null }))).toEqual({ sum: "total", group_by: "customer", sort: "-sum.total", limit: 1000 });
});

test("periods have first and last days, names, and no gaps between them", () => {
  expect(daysOf("2026-02", "month")).toEqual(["2026-02-01", "2026-02-28"]);
  expect(daysOf("2026-Q4", "quarter")).toEqual(["2026-10-01", "2026-12-31"]);
  expect(daysOf("2026-11-16", "week")).toEqual(["2026-11-16", "2026-11-22"]);
  expect(without(["2025-Q3", "2026-Q2"], "quarter", 9)).toEqual(["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]);
  expect(nameOf("2026-Q2", "quarter")).toBe("Q2 2026");
});

test("each point and series leads to its records, under the filters as they are", () => {
  const items = [
    { group: { issued_on: "2026-01", status: "paid" }, count: 2, sum: { total: [money("10.50")] } },
    { group: { issued_on: "2026-03", status: "sent" }, count: 1, sum: { total: [money("4")] } },
    { group: { issued_on: null, status: "draft" }, count: 9, sum: { total: [money("99")] } },
  ];
  const { data, currency } = chartOf(entity, look({ series: "status" }), state, items, plain);
  expect(currency).toBe("EUR");
  expect(data.points.map((point) => [point.key, point.values])).toEqual([["2026-01", { paid: 10.5, sent: 0 }], ["2026-02", { paid: 0, sent: 0 }], ["2026-03", { paid: 0, sent: 4 }]]);
  expect(data.points[0]?.to).toBe("/invoices?status__nin=void&issued_on__gte=2026-01-01&issued_on__lte=2026-01-31");
  expect(data.points[0]?.links?.paid).toBe("/invoices?status=paid&issued_on__gte=2026-01-01&issued_on__lte=2026-01-31");
});

test("several currencies are series of their own, or only the most frequent where the series are taken", () => {
  const items = [{ group: { status: "paid" }, count: 3, sum: { total: [money("1"), money("2", "USD")] } }, { group: { status: "sent" }, count: 1, sum: { total: [money("5", "USD")] } }];
  const apart = chartOf(entity, look({ by: "status", period: null }), state, items, plain);
  expect(apart.data.series.map((series) => series.key)).toEqual(["USD", "EUR"]);
  const taken = chartOf(entity, look({ by: "status", period: null, series: "customer" }), state, items.map((item) => ({ ...item, group: { ...item.group, customer: "c" } })), plain);
  expect([taken.currency, taken.left]).toEqual(["USD", ["EUR"]]);
});

test("many points are cut to the largest, many series put together", () => {
  const items = Array.from({ length: 40 }, (_, index) => ({ group: { customer: `c${index}`, status: `s${index % 10}` }, count: index + 1 }));
  const { data, more } = chartOf(entity, look({ verb: "count", of: "", by: "customer", period: null, series: "status" }), state, items, plain);
  expect([data.points.length, more, data.series.length, data.points[0]?.key]).toEqual([20, 20, 8, "c39"]);
  expect(data.series.at(-1)?.label).toBe("Others");
  expect(data.points.reduce((sum, point) => sum + Object.values(point.values).reduce((a, b) => a + b, 0), 0)).toBe(Array.from({ length: 20 }, (_, index) => index + 21).reduce((a, b) => a + b, 0));
});
