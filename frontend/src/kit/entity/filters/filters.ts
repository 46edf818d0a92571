/**
 * What a list shows, kept in its address: filters exactly as the API takes them (`status__in=draft,sent&due_on__lte=1998-11-30`),
 * so a link to a list is also the query behind it.
 */
import { type EntityMeta, type FieldMeta, fieldOf } from "../meta";

export type Op = "eq" | "in" | "nin" | "gte" | "lte" | "gt" | "lt" | "contains" | "startswith" | "null" | "exists";

export interface Condition {
  op: Op;
  value: string;
}

/** All conditions on one path: a field, `customer.country`, or the name of an inverse (`invoices`, with `exists`). */
export interface Filter {
  path: string;
  conditions: Condition[];
}

export interface ListState {
  q: string;
  /** As the API takes it; "" is the entity's own order. */
  sort: string;
  deleted: boolean;
  filters: Filter[];
}

const ops: readonly string[] = ["in", "nin", "gte", "lte", "gt", "lt", "contains", "startswith", "null", "exists"];

/** The state in an address. Parameters that name nothing of the entity are left out: they belong to somebody else. */
export function readState(entity: EntityMeta, params: URLSearchParams): ListState {
  const filters: Filter[] = [];
  for (const [key, value] of params) {
    const [path = "", op = "eq"] = key.split("__");
    if (!isPath(entity, path, op) || value === "") continue;
    const condition: Condition = { op: op as Op, value };
    const same = filters.find((filter) => filter.path === path);
    if (same) same.conditions.push(condition);
    else filters.push({ path, conditions: [condition] });
  }
  return { q: params.get("q") ?? "", sort: params.get("sort") ?? "", deleted: params.get("deleted") === "true", filters };
}

function isPath(entity: EntityMeta, path: string, op: string): boolean {
  if (op === "exists") return entity.inverses.some((inverse) => inverse.name === path);
  if (op !== "eq" && !ops.includes(op)) return false;
  const [name = "", rest] = path.split(".");
  const field = fieldOf(entity, name);
  if (!field?.filter) return false;
  return rest === undefined || field.kind === "ref" || field.kind === "money";
}

/** The query string of a state, for the address and for the API alike. */
export function searchOf(state: ListState): string {
  const params = new URLSearchParams();
  if (state.q) params.set("q", state.q);
  for (const { path, conditions } of state.filters) for (const { op, value } of conditions) params.append(op === "eq" ? path : `${path}__${op}`, value);
  if (state.deleted) params.set("deleted", "true");
  if (state.sort) params.set("sort", state.sort);
  return params.toString();
}

/** The state with other conditions on a path; none removes its filter. A new filter goes to the end, an old one keeps its place. */
export function withFilter(state: ListState, path: string, conditions: Condition[]): ListState {
  const next = conditions.length === 0 ? null : { path, conditions };
  const there = state.filters.some((filter) => filter.path === path);
  const filters = there ? state.filters.flatMap((filter) => (filter.path === path ? (next ?? []) : filter)) : [...state.filters, ...(next ? [next] : [])];
  return { ...state, filters };
}

/** The conditions on a path. */
export function conditionsOn(state: ListState, path: string): Condition[] {
  return state.filters.find((filter) => filter.path === path)?.conditions ?? [];
}

/** Whether anything narrows the list. */
export function isFiltered(state: ListState): boolean {
  return state.q !== "" || state.filters.length > 0;
}

/** The values that `eq` and `in` allow. */
export function chosenValues(conditions: Condition[]): string[] {
  return conditions.filter(({ op }) => op === "eq" || op === "in").flatMap(({ value }) => value.split(","));
}

/** The condition that allows these values. */
export function amongValues(values: string[]): Condition[] {
  if (values.length === 0) return [];
  return [values.length === 1 ? { op: "eq", value: values[0] ?? "" } : { op: "in", value: values.join(",") }];
}

/** The most fields that the API sorts by. */
const mostSorts = 4;

/**
 * The next order after a press on a column's header: up, down, back to the entity's own. With `add` the column joins the
 * present order as a further one, changes its direction there, and leaves it again.
 */
export function nextSort(sort: string, name: string, add = false): string {
  const parts = sort ? sort.split(",") : [];
  const now = parts.find((part) => part.replace(/^-/, "") === name);
  const next = (part: string | undefined) => (part === undefined ? name : part === name ? `-${name}` : null);
  if (!add) return next(parts.length === 1 ? now : undefined) ?? "";
  if (now === undefined) return [...parts, name].slice(-mostSorts).join(",");
  return parts.flatMap((part) => (part === now ? (next(part) ?? []) : part)).join(",");
}

export interface Sorted {
  /** As `aria-sort` says it. */
  direction: "ascending" | "descending" | "none";
  /** Its place among several; 0 when it is the only one or none. */
  place: number;
}

/** How a column is sorted now. */
export function sortedBy(entity: EntityMeta, sort: string, field: FieldMeta): Sorted {
  const parts = (sort || entity.default_sort).split(",");
  const at = parts.findIndex((part) => part.replace(/^-/, "") === field.name);
  if (at < 0) return { direction: "none", place: 0 };
  return { direction: parts[at]?.startsWith("-") ? "descending" : "ascending", place: parts.length > 1 ? at + 1 : 0 };
}
