/** The result of a tool call as a table: rows of a list, groups of figures; null for anything else. */
import { choiceLabel, type EntityMeta, type FieldMeta } from "@/kit/entity/meta";
import { formatDate, formatMoney, formatNumber, humanize } from "@/kit/lib/format";

export interface ResultTable {
  /** What the rows are, when they are records: for links. */
  entity: string | null;
  columns: { key: string; label: string; figure: boolean }[];
  rows: { id: string | null; cells: string[] }[];
  /** Said by the agent's side when the result was cut to fit. */
  note: string | null;
}

type Row = Record<string, unknown>;

const record = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
const quiet = new Set(["id", "version", "created_at", "updated_at", "created_by", "updated_by", "expanded", "deleted_at"]);

/** `text` is the result as the agent got it; what is no JSON, or no list, has no table. */
export function tableOf(text: string | null, operation: string, entities: readonly EntityMeta[]): ResultTable | null {
  const data = parsed(text);
  const items = record(data) && Array.isArray(data.items) ? data.items.filter(record) : null;
  if (!items || items.length === 0) return null;
  const note = record(data) && typeof data.note === "string" ? (data.note.split(". ")[0] ?? null) : null; // the rest speaks to the model
  return items.every((item) => record(item.group)) ? groupTable(items, note) : recordTable(items, note, operation, entities);
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function recordTable(items: Row[], note: string | null, operation: string, entities: readonly EntityMeta[]): ResultTable {
  const meta = entities.find((one) => operation === `list_${one.name}`) ?? null;
  const listed = meta?.fields.filter((field) => field.list || field.name === meta.title_field).map((field) => field.name);
  const kindOf = (name: string) => meta?.fields.find((field) => field.name === name)?.kind;
  const named = (name: string) => (kindOf(name) !== "ref" && kindOf(name) !== "user") || items.some((item) => record(item.expanded) && record(item.expanded[name])); // a bare id tells nobody anything
  const names = (listed ?? Object.keys(items[0] ?? {}).filter((name) => !quiet.has(name))).filter((name) => named(name) && items.some((item) => item[name] !== undefined));
  const columns = names.slice(0, 8).map((key) => ({
    key,
    label: meta?.fields.find((field) => field.name === key)?.label ?? humanize(key),
    figure: items.every((item) => item[key] === null || figure(item[key])),
  }));
  const fields = names.slice(0, 8).map((name) => meta?.fields.find((field) => field.name === name));
  const rows = items.map((item) => ({ id: typeof item.id === "string" ? item.id : null, cells: columns.map(({ key }, at) => cellText(item[key], item, key, fields[at])) }));
  return { entity: meta?.name ?? null, columns, rows, note };
}

function groupTable(items: Row[], note: string | null): ResultTable {
  const flat = items.map(flatGroup);
  const names = [...new Set(flat.flatMap((item) => Object.keys(item)))];
  const columns = names.map((key) => ({ key, label: columnName(key), figure: flat.every((item) => item[key] === undefined || item[key] === null || figure(item[key])) }));
  return { entity: null, columns, rows: flat.map((item) => ({ id: null, cells: names.map((key) => cellText(item[key], item, key)) })), note };
}

function flatGroup(item: Row): Row {
  const flat: Row = { ...(item.group as Row), count: item.count };
  for (const verb of ["sum", "avg", "min", "max", "distinct"]) {
    const values = item[verb];
    if (record(values)) for (const [field, value] of Object.entries(values)) flat[`${verb}.${field}`] = value;
  }
  return flat;
}

const verbs: Record<string, string> = { sum: "Sum of", avg: "Average", min: "Lowest", max: "Highest", distinct: "Different" };

function columnName(key: string): string {
  const [verb = "", ...rest] = key.split(".");
  return verbs[verb] && rest.length > 0 ? `${verbs[verb]} ${humanize(rest.join(" ")).toLowerCase()}` : humanize(key);
}

function money(value: unknown): value is { amount: string; currency: string } {
  return record(value) && typeof value.amount === "string" && typeof value.currency === "string";
}

function figure(value: unknown): boolean {
  return typeof value === "number" || money(value) || (Array.isArray(value) && value.length > 0 && value.every(money));
}

/** One value in words. A reference shows the record's name where the list brought it along. */
function cellText(value: unknown, row: Row, key: string, field?: FieldMeta): string {
  if (value === null || value === undefined || value === "") return "–";
  if (money(value)) return formatMoney(value);
  if (Array.isArray(value)) return value.map((one) => cellText(one, row, key)).join(", ");
  if (field?.kind === "date" && typeof value === "string") return formatDate(value);
  if (field?.choices) return choiceLabel(field, String(value));
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (record(value)) return String(value.name ?? value.title ?? value.number ?? JSON.stringify(value));
  const expanded = record(row.expanded) ? row.expanded[key] : undefined;
  if (record(expanded)) return cellText(expanded, row, key);
  return String(value);
}

/** One figure by one group: what a chart can show. */
export interface ResultFigures {
  by: string;
  measure: string;
  /** The currency, where all figures are money of one. */
  unit: string;
  /** The groups are days, months, quarters or years. */
  time: boolean;
  points: { label: string; value: number }[];
}

const most = 40;
const period = /^\d{4}(-(\d{2}|Q\d)(-\d{2})?)?$/;

/** The figures of a result that was grouped by one thing; null for anything else, and for mixed currencies. */
export function figuresOf(text: string | null): ResultFigures | null {
  const data = parsed(text);
  const items = record(data) && Array.isArray(data.items) ? data.items.filter(record) : [];
  if (items.length < 2 || items.length > most || !items.every((item) => record(item.group) && Object.keys(item.group).length === 1)) return null;
  const flat = items.map(flatGroup);
  const by = Object.keys(items[0]?.group as Row)[0] ?? "";
  const names = Object.keys(flat[0] ?? {}).filter((name) => name !== by);
  const name = names.find((one) => one !== "count") ?? "count";
  const figures = flat.map((item) => numberOf(item[name]));
  const units = new Set(figures.map((one) => one?.unit));
  if (figures.includes(null) || units.size !== 1) return null;
  const points = flat.map((item, at) => ({ label: item[by] === null ? "None" : groupLabel(String(item[by])), value: figures[at]?.value ?? 0 }));
  return { by: humanize(by), measure: columnName(name), unit: figures[0]?.unit ?? "", time: flat.every((item) => period.test(String(item[by]))), points };
}

/** A period and a name with spaces stay as they are; a choice such as `in_progress` becomes words. */
const groupLabel = (value: string) => (/^[a-z]+(_[a-z]+)*$/.test(value) ? humanize(value) : value);

function numberOf(value: unknown): { value: number; unit: string } | null {
  if (Array.isArray(value)) return value.length === 1 ? numberOf(value[0]) : null;
  if (money(value)) return { value: Number(value.amount), unit: value.currency };
  return typeof value === "number" ? { value, unit: "" } : null;
}

/** Whether the result is a list without anything in it. */
export function nothingIn(text: string): boolean {
  const data = parsed(text);
  return record(data) && Array.isArray(data.items) && data.items.length === 0;
}

/** Why a result is not shown to who looks, where it is not; else an empty text. */
export function hiddenIn(text: string): string {
  const data = parsed(text);
  return record(data) && typeof data.hidden === "string" && Object.keys(data).length === 1 ? data.hidden : "";
}
