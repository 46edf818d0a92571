/** The answer of the statistics as points and series, each with the list behind it. */
import { type ChartData, type ChartPoint, type ChartSeries, seriesColor } from "@/kit/charts/types";
import type { Money } from "@/kit/lib/format";
import { type Condition, type ListState, searchOf, withFilter } from "../filters/filters";
import type { EntityMeta } from "../meta";
import type { StatsAsk, StatsItem } from "../queries";
import type { ChartLook } from "./look";
import { daysOf, nameOf, without } from "./periods";

/** Points of a chart that is not over time, series beside each other, and points over time. */
export const mostPoints = 20;
const mostSeries = 7;
const mostTimes = 400;

/** What to ask for. */
export function askOf({ verb, of, by, period, series }: ChartLook): StatsAsk {
  const groups = [...(period ? [] : [by]), ...(series ? [series] : [])].join(",");
  return {
    ...(verb === "count" ? {} : { [verb]: of }),
    ...(groups ? { group_by: groups } : {}),
    ...(period ? { bucket: `${period}:${by}` } : { sort: verb === "count" ? "-count" : `-${verb}.${of}` }),
    limit: 1000,
  };
}

/** What points and series are called: names of choices, records and people. */
export type NameOf = (path: string, value: string) => string;

export interface Chart {
  data: ChartData;
  /** The currency of the figures; null when they are no money. */
  currency: string | null;
  /** Other currencies that occur and are not shown. */
  left: string[];
  /** Points that are not shown. */
  more: number;
}

const none = "\u0000none";
const others = "\u0000others";

/** The chart behind the answer. Money of several currencies becomes a series each, unless the series are taken: then only the most frequent is shown. */
export function chartOf(entity: EntityMeta, look: ChartLook, state: ListState, items: StatsItem[], nameFor: NameOf): Chart {
  const currencies = currenciesIn(look, items);
  const currency = currencies[0] ?? null;
  const perCurrency = currencies.length > 1 && !look.series;
  const table = new Map<string, Map<string, number>>();
  const add = (point: string, series: string, value: number) => table.set(point, (table.get(point) ?? new Map<string, number>()).set(series, (table.get(point)?.get(series) ?? 0) + value));
  for (const item of items) {
    const point = keyIn(item, look.by);
    if (look.period && point === none) continue; // records without the date have no place in time
    if (perCurrency) for (const one of currencies) add(point, one, figureOf(look, item, one));
    else add(point, look.series ? keyIn(item, look.series) : "value", figureOf(look, item, currency));
  }
  const { kept, rest } = seriesOf(look, table, perCurrency ? currencies : null);
  const all = look.period ? without([...table.keys()].toSorted(), look.period, mostTimes) : [...table.keys()];
  const points = look.period ? all : all.toSorted((a, b) => totalOf(table, b) - totalOf(table, a)).slice(0, mostPoints);
  const label = (path: string, key: string) => (key === none ? "None" : nameFor(path, key));
  const link = (point: string, series?: string) => `/${entity.name}?${searchOf(narrowed(look, state, point, series))}`;
  const series = [...kept, ...(rest.length > 0 ? [others] : [])].map((key, index): ChartSeries => ({ key, color: seriesColor(index), label: key === others ? "Others" : key === "value" ? measureName(entity, look) : perCurrency ? key : label(look.series, key) }));
  const made = points.map((key): ChartPoint => {
    const row = table.get(key);
    const values = Object.fromEntries(kept.map((one) => [one, row?.get(one) ?? 0]));
    if (rest.length > 0) values[others] = rest.reduce((sum, one) => sum + (row?.get(one) ?? 0), 0);
    const links = look.series ? Object.fromEntries(kept.map((one) => [one, link(key, one)])) : undefined;
    return { key, label: look.period ? nameOf(key, look.period) : label(look.by, key), values, to: link(key), links };
  });
  return { data: { series, points: made }, currency, left: perCurrency ? [] : currencies.slice(1), more: all.length - points.length };
}

function keyIn(item: StatsItem, path: string): string {
  const value = item.group[path];
  return value === null || value === undefined ? none : String(value);
}

function amounts(look: ChartLook, item: StatsItem): Money[] {
  const found = look.verb === "count" || look.verb === "distinct" ? null : item[look.verb]?.[look.of];
  return Array.isArray(found) ? found : [];
}

/** Currencies of the figures, the one with most groups first. */
function currenciesIn(look: ChartLook, items: StatsItem[]): string[] {
  const times = new Map<string, number>();
  for (const item of items) for (const { currency } of amounts(look, item)) times.set(currency, (times.get(currency) ?? 0) + item.count);
  return [...times.keys()].toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
}

function figureOf(look: ChartLook, item: StatsItem, currency: string | null): number {
  if (look.verb === "count") return item.count;
  if (look.verb === "distinct") return item.distinct?.[look.of] ?? 0;
  const found = item[look.verb]?.[look.of];
  if (!Array.isArray(found)) return Number(found ?? 0);
  return Number(found.find((one) => one.currency === currency)?.amount ?? 0);
}

function totalOf(table: Map<string, Map<string, number>>, point: string): number {
  return [...(table.get(point)?.values() ?? [])].reduce((sum, value) => sum + value, 0);
}

/** The series that are shown, the largest first; the others are put together where figures can be added up. */
function seriesOf(look: ChartLook, table: Map<string, Map<string, number>>, fixed: string[] | null): { kept: string[]; rest: string[] } {
  if (fixed) return { kept: fixed.slice(0, mostSeries), rest: [] };
  if (!look.series) return { kept: ["value"], rest: [] };
  const totals = new Map<string, number>();
  for (const row of table.values()) for (const [key, value] of row) totals.set(key, (totals.get(key) ?? 0) + value);
  const keys = [...totals.keys()].toSorted((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
  const adds = look.verb === "count" || look.verb === "sum";
  return { kept: keys.slice(0, mostSeries), rest: adds ? keys.slice(mostSeries) : [] };
}

/** The records behind a point (and series): the filters as they are, and the values that it stands for. */
function narrowed(look: ChartLook, state: ListState, point: string, series?: string): ListState {
  const is = (value: string): Condition[] => [value === none ? { op: "null", value: "true" } : { op: "eq", value }];
  const [from, to] = look.period ? daysOf(point, look.period) : ["", ""];
  const at = withFilter(state, look.by, look.period ? [{ op: "gte", value: from }, { op: "lte", value: to }] : is(point));
  return series && look.series ? withFilter(at, look.series, is(series)) : at;
}

const verbWords = { sum: "Sum of", avg: "Average", min: "Smallest", max: "Largest", distinct: "Different" };

/** "Sum of total", "Number of invoices". */
export function measureName(entity: EntityMeta, { verb, of }: Pick<ChartLook, "verb" | "of">): string {
  if (verb === "count") return `Number of ${entity.label.toLowerCase()}`;
  const label = entity.fields.find((field) => field.name === of)?.label.toLowerCase() ?? of;
  return `${verbWords[verb]} ${label}`;
}
