import { expect, test } from "vitest";
import type { SpanOut } from "./api";
import { barOf, lengthOf, quiet, rowsOf, timeToFirst } from "./tree";
import { cost, duration, failed, remark } from "./words";

const span = (number: number, parent: number, start_ms: number, ms: number | null, more: Partial<SpanOut> = {}): SpanOut => ({ number, parent, kind: "tool", name: `t${number}`, start_ms, ms, error: "", facts: {}, ...more });
const spans = [span(1, 0, 0, 100, { kind: "turn" }), span(2, 1, 10, 40, { kind: "model", facts: { first_token: 0.02 } }), span(3, 1, 50, 20), span(4, 3, 55, 5), span(5, 1, 52, null)];

test("spans stand under their parents, folded ones without children", () => {
  expect(rowsOf(spans, new Set()).map((row) => [row.span.number, row.depth])).toEqual([[1, 0], [2, 1], [3, 1], [4, 2], [5, 1]]);
  expect(rowsOf(spans, new Set([3])).map((row) => row.span.number)).toEqual([1, 2, 3, 5]);
  expect(rowsOf(spans, new Set([1])).map((row) => [row.span.number, row.parent, row.open])).toEqual([[1, true, false]]);
});

test("a model call that went well at once begins folded", () => {
  const call = span(2, 1, 0, 9, { kind: "model" });
  const attempt = span(3, 2, 0, 9, { kind: "attempt" });
  expect(quiet([call, attempt])).toEqual([2]);
  expect(quiet([call, attempt, span(4, 2, 3, 3, { kind: "attempt" })])).toEqual([]);
  expect(quiet([call, { ...attempt, error: "busy" }])).toEqual([]);
  expect(quiet([call])).toEqual([]);
});

test("bars lie within the whole, those that run reach its end", () => {
  const length = lengthOf({ ms: 100, spans });
  expect(barOf(spans[1]!, length)).toEqual({ left: 10, width: 40, first: 50 });
  expect(barOf(spans[4]!, length)).toEqual({ left: 52, width: 48, first: null });
  expect(lengthOf({ ms: 0, spans: [span(1, 0, 30, 70)] })).toBe(100);
  expect(timeToFirst(spans)).toBe(30);
  expect(timeToFirst([])).toBe(null);
});

test("figures in words", () => {
  expect([0.2, 640, 1280, 12_340, 125_000].map(duration)).toEqual(["< 1 ms", "640 ms", "1.28 s", "12.3 s", "2 min 5 s"]);
  expect(["0", "0.000123", "0.0456", "1.239"].map(cost)).toEqual(["", "$0.0001", "$0.0456", "$1.2390"]);
});

test("what went wrong is said", () => {
  const refused = span(1, 0, 0, 1, { facts: { status: "error", http_status: 403 } });
  expect([failed(refused), remark(refused)]).toEqual([true, "refused with 403"]);
  expect(remark(span(1, 0, 0, 1, { kind: "decision", facts: { why: "Because." } }))).toBe("Because.");
  expect(failed(span(1, 0, 0, 1, { facts: { status: "ok" } }))).toBe(false);
});
