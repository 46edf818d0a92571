/**
 * How the records are looked at, in the address: `as=board:status`. The word `as` can be no field's name, so it never meets a filter.
 * `from` names the saved view that the address began with.
 */
import type { EntityMeta, FieldMeta } from "../meta";

export type Layout = "list" | "board" | "calendar" | "chart";

export interface Look {
  layout: Layout;
  /** What the layout needs to know, as it stands behind the colon: the field of a board, the figures of a chart. */
  options: string;
}

const layouts: readonly string[] = ["board", "calendar", "chart"];

/** The plain list. */
export const asList: Look = { layout: "list", options: "" };

/** The look in an address; what is not understood is the plain list. */
export function readLook(params: URLSearchParams): Look {
  const text = params.get("as") ?? "";
  const at = text.indexOf(":");
  const layout = at < 0 ? text : text.slice(0, at);
  if (!layouts.includes(layout)) return asList;
  return { layout: layout as Layout, options: at < 0 ? "" : text.slice(at + 1) };
}

/** The value of `as` for a look; null for the plain list. */
export function lookText({ layout, options }: Look): string | null {
  if (layout === "list") return null;
  return options ? `${layout}:${options}` : layout;
}

/** The query string of an address: what is found, how it is looked at, and the view it began with. */
export function addressOf(search: string, look: Look, from: string | null): string {
  const params = new URLSearchParams(search);
  const as = lookText(look);
  if (as) params.set("as", as);
  if (from) params.set("from", from);
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** Whether two query strings ask for the same, in whichever order they say it. */
export function sameSearch(a: string, b: string): boolean {
  const sorted = (text: string) => [...new URLSearchParams(text)].map(([key, value]) => `${key}=${value}`).toSorted().join("&");
  return sorted(a) === sorted(b);
}

/** Fields that a board can have a column for each value of; the status comes first. */
export function boardFields(entity: EntityMeta): FieldMeta[] {
  return entity.fields.filter((field) => (field.kind === "status" || field.kind === "enum") && field.filter).toSorted((a, b) => Number(b.kind === "status") - Number(a.kind === "status"));
}

/** Fields that put a record on a day. */
export function calendarFields(entity: EntityMeta): FieldMeta[] {
  const dates = entity.fields.filter((field) => field.kind === "date" && field.filter && field.sort);
  return dates.toSorted((a, b) => Number(/due|deadline|end/.test(b.name)) - Number(/due|deadline|end/.test(a.name)));
}

/** The layouts that make sense for an entity. */
export function layoutsOf(entity: EntityMeta): Layout[] {
  return ["list", ...(boardFields(entity).length > 0 ? (["board"] as const) : []), ...(calendarFields(entity).length > 0 ? (["calendar"] as const) : []), "chart"];
}
