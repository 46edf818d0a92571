/** Merging duplicates: which fields need a choice, and what is sent for the choices made. */
import { same } from "../detail/versions";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord, Values } from "../record";

/** A field in which the records differ, with one value per record. */
export interface Contested {
  field: FieldMeta;
  values: unknown[];
}

const empty = (value: unknown) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** The fields that a person may set and in which the records differ. A status stays: it only moves along its moves. */
export function contested(entity: EntityMeta, records: EntityRecord[]): Contested[] {
  return entity.fields
    .filter((field) => !field.read_only && field.kind !== "status")
    .map((field) => ({ field, values: records.map((record) => record[field.name] ?? null) }))
    .filter(({ values }) => values.some((value) => !same(value, values[0])));
}

/** What a field has unless the person chooses otherwise: the value of the record that stays, else the first there is. */
export function firstChoice({ values }: Contested): number {
  const filled = values.findIndex((value) => !empty(value));
  return empty(values[0]) && filled > 0 ? filled : 0;
}

/** The values in which the record that stays (the first) will differ from what it is now. */
export function chosenValues(fields: Contested[], chosen: Record<string, number>): Values {
  const picked = fields.map((one) => [one.field.name, one.values[chosen[one.field.name] ?? firstChoice(one)], one.values[0]] as const);
  return Object.fromEntries(picked.filter(([, value, now]) => !same(value, now)).map(([name, value]) => [name, value]));
}
