/** What a column of a file can become. */
import type { EntityMeta, FieldMeta } from "../meta";

export interface Target {
  /** As the API names it: `name`, `total.amount`, `customer.code`. */
  path: string;
  label: string;
  field: FieldMeta;
  /** A row without it cannot be imported. */
  required: boolean;
}

/** Every field that can be written; money by its parts, a relation by the unique fields of what it leads to. */
export function targetsOf(entity: EntityMeta, entities: EntityMeta[]): Target[] {
  return entity.fields.filter((field) => !field.read_only).flatMap((field) => partsOf(field, entities));
}

function partsOf(field: FieldMeta, entities: EntityMeta[]): Target[] {
  const target = (path: string, label: string, required: boolean): Target => ({ path, label, field, required });
  if (field.kind === "money") return [target(`${field.name}.amount`, `${field.label}: amount`, field.required), target(`${field.name}.currency`, `${field.label}: currency`, field.required)];
  if (field.kind !== "ref") return [target(field.name, field.kind === "user" ? `${field.label} (by id)` : field.label, field.required)];
  const unique = entities.find((entity) => entity.name === field.target)?.fields.filter((one) => one.unique) ?? [];
  return [...unique.map((one) => target(`${field.name}.${one.name}`, `${field.label} (by ${one.label.toLowerCase()})`, field.required)), target(field.name, `${field.label} (by id)`, field.required)];
}

/** Required targets that neither a column nor a fixed value fills. One of several ways to name a relation is enough. */
export function missingTargets(targets: Target[], filled: Set<string>): Target[] {
  const isFilled = (target: Target) => filled.has(target.path) || (target.field.kind === "ref" && targets.some((other) => other.field === target.field && filled.has(other.path)));
  const missing = targets.filter((target) => target.required && !isFilled(target));
  return missing.filter((target, index) => target.field.kind === "money" || missing.findIndex((other) => other.field === target.field) === index);
}
