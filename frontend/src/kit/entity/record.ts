/** Records of any entity, as the API sends them, and what they are called. */
import type { EntityMeta, FieldMeta } from "./meta";

/** A record behind a relation, sent along by `expand`. */
export type Expanded = { id: string } & Record<string, unknown>;

/** A record of any entity: its own fields by name, beside what every record has. */
export interface EntityRecord {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
  /** Of a search: by field, the text or an excerpt of it in stretches. */
  highlights?: Record<string, { text: string; hit: boolean }[]>;
  expanded?: Record<string, Expanded | Expanded[] | null>;
  [field: string]: unknown;
}

/** Values of fields by name: what is written, or one side of a change. */
export type Values = Record<string, unknown>;

/** How a record is called: the value of the entity's title field. */
export function titleOf(entity: EntityMeta, record: Values): string {
  const title = record[entity.title_field];
  return typeof title === "string" && title ? title : `Untitled ${entity.label_singular.toLowerCase()}`;
}

/** What the relation of a record leads to, as words; undefined when the record behind it was not sent along. */
export function relatedTitle(entities: EntityMeta[], field: FieldMeta, record: EntityRecord): string | undefined {
  return relatedTitles(entities, field, record)[0];
}

/** The same for a field that leads to several. */
export function relatedTitles(entities: EntityMeta[], field: FieldMeta, record: EntityRecord): string[] {
  const related = record.expanded?.[field.name];
  if (!related) return [];
  const target = entities.find((entity) => entity.name === field.target);
  return [related].flat().flatMap((one) => (field.kind === "user" ? (typeof one.name === "string" ? one.name : []) : target ? titleOf(target, one) : []));
}

const leading = new Set<FieldMeta["kind"]>(["ref", "user", "refs"]);

/** The `expand` parameter for these fields; undefined when none is a relation. */
export function expansionOf(fields: FieldMeta[]): string | undefined {
  const relations = fields.filter((field) => leading.has(field.kind)).map((field) => field.name);
  return relations.length > 0 ? relations.join(",") : undefined;
}

/** "an invoice", "a customer". */
export function one(entity: EntityMeta): string {
  const word = entity.label_singular.toLowerCase();
  return `${/^[aeio]/.test(word) ? "an" : "a"} ${word}`;
}

/** "1 invoice", "30 invoices". */
export function counted(entity: EntityMeta, count: number, shown: string = String(count)): string {
  return `${shown} ${(count === 1 ? entity.label_singular : entity.label).toLowerCase()}`;
}
