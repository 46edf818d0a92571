import { expect, test } from "vitest";
import { monthRange, periodOf } from "./periods";
import { columnsOf, rankingOf, seriesOf, type StatsItem, sumsOf, trendOf } from "./shape";

const item = (group: StatsItem["group"], count: number, amount?: string): StatsItem => ({ group, count, ...(amount ? { sum: { total: [{ amount, currency: "EUR" }, { amount: "1.00", currency: "USD" }] } } : {}) });

test("a series ends with the newest records and has no holes", () => {
  const series = seriesOf([item({ on: "1998-05" }, 3), item({ on: "1998-02" }, 1), item({ on: null }, 9)], { field: "on", period: "month" }, (one) => one.count, "2026-11-20", 4);
  expect(series).toEqual([
    { key: "1998-02", value: 1 },
    { key: "1998-03", value: 0 },
    { key: "1998-04", value: 0 },
    { key: "1998-05", value: 3 },
  ]);
});

test("a series of additions ends this week", () => {
  const series = seriesOf([item({ created_at: "2026-11-09" }, 5)], { field: "created_at", period: "week" }, (one) => one.count, "2026-11-20", 3);
  expect(series.map((point) => point.key)).toEqual(["2026-11-02", "2026-11-09", "2026-11-16"]);
  expect(series.map((point) => point.value)).toEqual([0, 5, 0]);
});

test("the trend is the newest period against the one before", () => {
  expect(trendOf([{ key: "1998-04", value: 200 }, { key: "1998-05", value: 50 }], "month")).toMatchObject({ change: -0.75, last: 50, period: "May 1998" });
  expect(trendOf([{ key: "1998-04", value: 0 }, { key: "1998-05", value: 50 }], "month")?.change).toBeNull();
  expect(trendOf([{ key: "1998-05", value: 50 }], "month")).toBeNull();
});

test("months are stacked by the statuses that occur, in their declared order", () => {
  const chart = columnsOf([item({ on: "2026-03", status: "paid" }, 2, "10.50"), item({ on: "2026-03", status: "sent" }, 1, "4.00"), item({ on: "2026-01", status: "paid" }, 1, "2.00")], {
    date: "on",
    statuses: { field: "status", choices: ["draft", "sent", "paid"].map((value) => ({ value, label: value.toUpperCase() })) },
    money: "total",
    currency: "EUR",
    to: (month) => `/x?${month}`,
  });
  expect(chart.series.map((series) => [series.key, series.color])).toEqual([["sent", "var(--chart-1)"], ["paid", "var(--chart-2)"]]);
  expect(chart.points).toHaveLength(12);
  expect(chart.points.at(-1)).toMatchObject({ key: "2026-03", values: { paid: 10.5, sent: 4 }, to: "/x?2026-03" });
  expect(chart.points.at(-2)?.values).toEqual({});
});

test("sums of several currencies stay apart", () => {
  expect(sumsOf(item({}, 1, "10.50"), "total").map((sum) => sum.currency)).toEqual(["EUR", "USD"]);
  const chart = rankingOf([item({ buyer: "b1", "buyer.name": "Ernst" }, 3, "10.50")], { id: "buyer", name: "buyer.name", money: "total", currency: "USD", label: "Sum", to: (id) => `/clients/${id}` });
  expect(chart.points).toEqual([{ key: "b1", label: "Ernst", values: { value: 1 }, to: "/clients/b1" }]);
});

test("weeks begin on Monday, months end on their last day", () => {
  expect(periodOf("2026-11-22", "week")).toBe("2026-11-16");
  expect(periodOf("2026-11-16", "week")).toBe("2026-11-16");
  expect(monthRange("1996-02")).toEqual({ from: "1996-02-01", to: "1996-02-29" });
});
