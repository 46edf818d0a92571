/** What a list can be filtered by: its own fields, and through a relation those that tell records apart. */
import { type EntityMeta, type FieldMeta, stamps } from "../meta";

const telling = new Set<FieldMeta["kind"]>(["text", "enum", "status", "boolean", "date", "user"]);

/** Fields to filter by. Those behind a relation are named by their path (`customer.country`, "Customer country"). */
export function filterFields(entities: EntityMeta[], entity: EntityMeta): FieldMeta[] {
  const own = [...entity.fields, ...stamps].filter((field) => field.filter);
  return [...own, ...entity.fields.filter((field) => field.kind === "ref").flatMap((relation) => behind(entities, relation))];
}

function behind(entities: EntityMeta[], relation: FieldMeta): FieldMeta[] {
  const target = entities.find((entity) => entity.name === relation.target);
  const fields = target?.fields.filter((field) => field.filter && field.list && !field.unique && telling.has(field.kind) && field.name !== target.title_field) ?? [];
  return fields.map((field) => ({ ...field, name: `${relation.name}.${field.name}`, label: `${relation.label} ${field.label.toLowerCase()}` }));
}
