/** What is wrong with a cell, in the words of the person who has the file. */
import { type EntityMeta, type FieldMeta, fieldOf } from "../meta";
import type { RowProblem } from "./operation";

const expected: Partial<Record<FieldMeta["kind"], string>> = {
  date: "Write a date like 2026-01-31",
  datetime: "Write a time like 2026-01-31 12:00",
  money: "Write an amount like 1234.50",
  integer: "Write a whole number",
  decimal: "Write a number like 12.5",
  boolean: "Write true or false",
};

/** The validator's message, made plain where it speaks of types. */
export function plainProblem(entity: EntityMeta, { field: path, msg }: RowProblem): string {
  const field = fieldOf(entity, path.split(".")[0] ?? "");
  if (field && /^(field required|string should have at least 1 character|input should be a valid string)/i.test(msg)) return `${field.label} is needed`;
  if (field && /^input should be/i.test(msg)) return expected[field.kind] ?? msg.replace(/^input should be/i, "Expected");
  return msg.charAt(0).toUpperCase() + msg.slice(1);
}

/** The same with the name of the field, where it does not stand beside its cell. */
export function namedProblem(entity: EntityMeta, problem: RowProblem): string {
  const label = fieldOf(entity, problem.field.split(".")[0] ?? "")?.label;
  const text = plainProblem(entity, problem);
  return label && !text.startsWith(label) ? `${label}: ${text}` : text;
}
