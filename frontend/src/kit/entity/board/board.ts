/** What a board shows: a column for each value of a field, and where a card may go. */
import type { InfiniteData } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import type { Money } from "@/kit/lib/format";
import { chosenValues, conditionsOn, type ListState, searchOf, withFilter } from "../filters/filters";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { refusalOf } from "../moves";
import { listQuery, type Stats } from "../queries";
import type { EntityRecord } from "../record";

/** Cards that one column loads at a time. */
export const cardsAtOnce = 25;

/** The value of a column for records without one. */
export const noValue = "";

export interface BoardColumn {
  value: string;
  label: string;
  /** The list behind it. */
  search: string;
  count: number;
  sums: Money[];
}

/** The columns of a board: all values of the field, or those that a filter leaves. */
export function columnsOf(entity: EntityMeta, field: FieldMeta, state: ListState, stats: Stats | undefined): BoardColumn[] {
  const only = chosenValues(conditionsOn(state, field.name));
  const values = (field.choices ?? []).map((choice) => choice.value).filter((value) => only.length === 0 || only.includes(value));
  const without = !field.required && field.kind !== "status" && only.length === 0 && stats?.items.some((item) => item.group[field.name] === null);
  return [...values, ...(without ? [noValue] : [])].map((value) => {
    const found = stats?.items.find((item) => (item.group[field.name] ?? noValue) === value);
    const sum = entity.money_field ? found?.sum?.[entity.money_field] : undefined;
    return { value, label: value === noValue ? `No ${field.label.toLowerCase()}` : choiceLabel(field, value), search: searchFor(field, state, value), count: found?.count ?? 0, sums: Array.isArray(sum) ? sum : [] };
  });
}

/** The list of one column. */
export function searchFor(field: FieldMeta, state: ListState, value: string): string {
  return searchOf(withFilter(state, field.name, [value === noValue ? { op: "null", value: "true" } : { op: "eq", value }]));
}

/** In which column a record stands. */
export function columnOf(field: FieldMeta, record: EntityRecord): string {
  return String(record[field.name] ?? noValue);
}

/** Why a card may not be dropped on a column; null when it may. */
export function refusal(entity: EntityMeta, field: FieldMeta, record: EntityRecord, to: string): string | null {
  if (columnOf(field, record) === to) return null;
  if (field.kind === "status") return refusalOf(entity, record, to);
  return to === noValue && field.required ? `${field.label} is needed` : null;
}

/** Fields that a card shows under its title: what it belongs to, when, whose. */
export function cardFields(entity: EntityMeta, field: FieldMeta): FieldMeta[] {
  const order = ["ref", "enum", "status", "date", "user", "tags"];
  const fits = entity.fields.filter((one) => one.list && one !== field && one.name !== entity.title_field && order.includes(one.kind));
  const dates = fits.filter((one) => one.kind === "date");
  return fits.filter((one) => one.kind !== "date" || one === dates.at(-1)).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).slice(0, 4);
}

type Cards = InfiniteData<Page<EntityRecord>>;

/** Shows a card in another column before the server has answered, at the top, with the counts that follow from it. */
export async function showMoved(entity: EntityMeta, field: FieldMeta, state: ListState, record: EntityRecord, to: string): Promise<void> {
  const from = columnOf(field, record);
  const keyOf = (value: string) => listQuery(entity, searchFor(field, state, value), cardsAtOnce).queryKey;
  await Promise.all([from, to].map((value) => queryClient.cancelQueries({ queryKey: keyOf(value) })));
  const change = (value: string, next: (cards: EntityRecord[], page: number) => EntityRecord[]) =>
    queryClient.setQueryData<Cards>(keyOf(value), (cards) => cards && { ...cards, pages: cards.pages.map((page, index) => ({ ...page, items: next(page.items, index) })) });
  change(from, (cards) => cards.filter((card) => card.id !== record.id));
  change(to, (cards, page) => (page === 0 ? [{ ...record, [field.name]: to === noValue ? null : to }, ...cards] : cards));
  queryClient.setQueriesData<Stats>({ queryKey: ["entity", entity.name, "stats", searchOf(state)] }, (stats) => stats && { ...stats, items: stats.items.map((item) => ({ ...item, count: item.count + shift(item.group[field.name], from, to) })) });
}

function shift(value: string | boolean | null | undefined, from: string, to: string): number {
  if (value === undefined) return 0;
  return (value ?? noValue) === from ? -1 : (value ?? noValue) === to ? 1 : 0;
}
