/** What a chart shows, as its address says it: `as=chart:columns:sum~total:issued_on~month:status`. */
import { filterFields } from "../filters/fields";
import { type EntityMeta, type FieldKind, type FieldMeta, stamps } from "../meta";
import type { Look } from "../views/look";

export const shapes = ["columns", "bars", "line", "area", "table"] as const;
export type Shape = (typeof shapes)[number];

export const periods = ["day", "week", "month", "quarter", "year"] as const;
export type Period = (typeof periods)[number];

export const verbs = ["sum", "avg", "min", "max"] as const;
export type Verb = "count" | "distinct" | (typeof verbs)[number];

export interface ChartLook {
  shape: Shape;
  verb: Verb;
  /** The field that is summed and so on; "" for a count. */
  of: string;
  /** The field or path that the points are. */
  by: string;
  /** How a date is put together; null for other fields. */
  period: Period | null;
  /** A second field, whose values are the series; "" for none. */
  series: string;
}

const summed = new Set<FieldKind>(["money", "integer", "decimal", "percent"]);
const grouped = new Set<FieldKind>(["status", "enum", "boolean", "ref", "user", "text"]);
const dated = new Set<FieldKind>(["date", "datetime"]);

/** Fields with amounts. */
export function amountFields(entity: EntityMeta): FieldMeta[] {
  return entity.fields.filter((field) => summed.has(field.kind) && field.filter);
}

/** Fields whose different values can be counted. */
export function distinctFields(entity: EntityMeta): FieldMeta[] {
  return entity.fields.filter((field) => (field.kind === "ref" || field.kind === "user") && field.filter);
}

/** What points can be: dates by period, and fields that several records share a value of, also behind a relation. */
export function pointFields(entities: EntityMeta[], entity: EntityMeta): FieldMeta[] {
  const fields = [...filterFields(entities, entity)];
  const dates = [...fields, ...stamps.filter((stamp) => !fields.includes(stamp))].filter((field) => dated.has(field.kind) && !field.name.includes("."));
  return [...dates, ...seriesFields(entities, entity)];
}

/** What series can be. */
export function seriesFields(entities: EntityMeta[], entity: EntityMeta): FieldMeta[] {
  return filterFields(entities, entity).filter((field) => grouped.has(field.kind) && !field.unique && field.name !== entity.title_field);
}

/** Whether points are made of a date. */
export function isTime(field: FieldMeta | undefined): boolean {
  return field !== undefined && dated.has(field.kind);
}

/** What an address says; what it leaves out, or what the entity does not have, is the first that makes sense. */
export function readChart(entities: EntityMeta[], entity: EntityMeta, options: string): ChartLook {
  const [shape = "", measure = "", point = "", series = ""] = options.split(":");
  const [verb = "", of = ""] = measure.split("~");
  const [by = "", period = ""] = point.split("~");
  const points = pointFields(entities, entity);
  const amounts = amountFields(entity);
  const field = points.find((one) => one.name === by) ?? points[0];
  const known = isKnown(entity, verb, of);
  const [first] = amounts;
  const usual = first && measure === "" ? { verb: "sum" as const, of: first.name } : { verb: "count" as const, of: "" };
  return {
    shape: shapes.find((one) => one === shape) ?? "columns",
    ...(known ? { verb: verb as Verb, of } : usual),
    by: field?.name ?? "created_at",
    period: isTime(field) ? (periods.find((one) => one === period) ?? "month") : null,
    series: seriesFields(entities, entity).find((one) => one.name === series && one.name !== field?.name)?.name ?? "",
  };
}

function isKnown(entity: EntityMeta, verb: string, of: string): boolean {
  if (verb === "count") return true;
  if (verb === "distinct") return distinctFields(entity).some((field) => field.name === of);
  return verbs.some((one) => one === verb) && amountFields(entity).some((field) => field.name === of);
}

/** The same, as the address says it. */
export function chartLook({ shape, verb, of, by, period, series }: ChartLook): Look {
  const measure = of ? `${verb}~${of}` : verb;
  return { layout: "chart", options: [shape, measure, period ? `${by}~${period}` : by, ...(series ? [series] : [])].join(":") };
}
