/** Filters as a person says them: "Status is overdue", "Due on before 30 Nov 1998". */
import { formatDate, formatNumber, formatPercent, humanize } from "@/kit/lib/format";
import { choiceLabel, type EntityMeta, type FieldMeta, fieldOf } from "../meta";
import type { Condition, Filter } from "./filters";
import { wordsOf } from "./periods";

/** The name of a record or person by its id, where known. */
export type NameOf = (path: string, id: string) => string | undefined;

/** The field that a path ends in, looking through a relation. */
export function fieldAt(entities: EntityMeta[], entity: EntityMeta, path: string): FieldMeta | undefined {
  const [name = "", rest] = path.split(".");
  const field = fieldOf(entity, name);
  if (!rest || field?.kind !== "ref") return field;
  const target = entities.find((one) => one.name === field.target);
  return target && fieldOf(target, rest);
}

/** What a filter is about and what it says of it, to be set apart in a chip: ["Status", "is overdue"]. */
export function sentenceOf(entities: EntityMeta[], entity: EntityMeta, filter: Filter, nameOf: NameOf): [subject: string, rest: string] {
  const field = fieldAt(entities, entity, filter.path);
  return [subjectOf(entity, filter, field), phraseOf(entity, filter, field, nameOf)];
}

function subjectOf(entity: EntityMeta, { path, conditions }: Filter, field: FieldMeta | undefined): string {
  if (conditions[0]?.op === "exists") return "";
  const [name = "", rest] = path.split(".");
  const outer = fieldOf(entity, name);
  if (rest && field && outer && field !== outer) return `${outer.label} ${field.label.toLowerCase()}`;
  return rest ? `${outer?.label} ${rest}` : (outer?.label ?? humanize(name));
}

function phraseOf(entity: EntityMeta, { path, conditions }: Filter, field: FieldMeta | undefined, nameOf: NameOf): string {
  const show = (value: string) => valueOf(entity, field, path, value, nameOf);
  const from = conditions.find(({ op }) => op === "gte");
  const to = conditions.find(({ op }) => op === "lte");
  if (conditions.length === 2 && from && to) return from.value === to.value ? `is ${show(from.value)}` : `is ${show(from.value)} – ${show(to.value)}`;
  return conditions.map((condition) => oneOf(condition, field, path, show)).join(" and ");
}

function oneOf({ op, value }: Condition, field: FieldMeta | undefined, path: string, show: (value: string) => string): string {
  const list = (word: string) => value.split(",").map(show).join(` ${word} `);
  if (op === "exists") return `${value === "true" ? "Has" : "Has no"} ${humanize(path).toLowerCase()}`;
  if (op === "null") return value === "true" ? "is empty" : "is not empty";
  if (op === "eq" || op === "in") return `is ${list("or")}`;
  if (op === "nin") return `is not ${list("or")}`;
  if (op === "contains") return `contains “${value}”`;
  if (op === "startswith") return `starts with “${value}”`;
  return `${comparison(op, field)} ${show(value)}`;
}

type Comparison = "gte" | "lte" | "gt" | "lt";
const inTime: Record<Comparison, string> = { gte: "from", lte: "up to", gt: "after", lt: "before" };
const inSize: Record<Comparison, string> = { gte: "at least", lte: "at most", gt: "over", lt: "under" };

function comparison(op: Comparison, field: FieldMeta | undefined): string {
  return field?.kind === "date" || field?.kind === "datetime" ? inTime[op] : inSize[op];
}

function valueOf(entity: EntityMeta, field: FieldMeta | undefined, path: string, value: string, nameOf: NameOf): string {
  if (value.startsWith("@")) return (fieldOf(entity, value.slice(1))?.label ?? value.slice(1)).toLowerCase();
  if (!field) return value;
  switch (field.kind) {
    case "enum":
    case "status":
      return choiceLabel(field, value).toLowerCase();
    case "date":
    case "datetime":
      return wordsOf(value) ?? (/^\d{4}-\d{2}-\d{2}/.test(value) ? formatDate(value) : value);
    case "money":
    case "integer":
    case "decimal":
      return /^-?\d+(\.\d+)?$/.test(value) && !path.endsWith(".currency") ? formatNumber(value) : value;
    case "boolean":
      return value === "true" ? "yes" : "no";
    case "user":
      return value === "me" ? "me" : (nameOf(path, value) ?? "…");
    case "percent":
      return /^-?\d+(\.\d+)?$/.test(value) ? formatPercent(value) : value;
    case "ref":
    case "refs":
      return nameOf(path, value) ?? "…";
    default:
      return value;
  }
}
