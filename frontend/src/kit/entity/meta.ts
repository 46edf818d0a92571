/** What the backend says about its entities: `GET /meta/entities`. Navigation, palette, lists and forms are drawn from it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { apiRequest } from "@/kit/api/request";
import { useSession } from "@/kit/session/store";

export type FieldKind = "text" | "long_text" | "integer" | "decimal" | "money" | "date" | "datetime" | "boolean" | "enum" | "status" | "email" | "url" | "phone" | "ref" | "user";

export interface FieldMeta {
  name: string;
  label: string;
  help: string | null;
  kind: FieldKind;
  required: boolean;
  read_only: boolean;
  default: unknown;
  unique: boolean;
  max: number | null;
  choices: { value: string; label: string }[] | null;
  target: string | null;
  search: boolean;
  filter: boolean;
  sort: boolean;
  list: boolean;
  synonyms: string[];
  ops: string[];
}

export interface EntityMeta {
  name: string;
  singular: string;
  label: string;
  label_singular: string;
  icon: string | null;
  title_field: string;
  default_sort: string;
  description: string | null;
  synonyms: string[];
  permissions: { read: boolean; write: boolean; delete: boolean };
  fields: FieldMeta[];
  status: { field: string; transitions: Record<string, string[]> } | null;
  relations: { field: string; target: string }[];
  inverses: { name: string; entity: string; field: string }[];
  date_field: string | null;
  money_field: string | null;
}

export const entitiesQuery = queryOptions({
  queryKey: ["meta", "entities"],
  queryFn: ({ signal }) => apiRequest<{ entities: EntityMeta[] }>("GET", "/meta/entities", { signal }).then((answer) => answer.entities),
  staleTime: 5 * 60_000,
});

const none: EntityMeta[] = [];
const readable = (entities: EntityMeta[]) => entities.filter((entity) => entity.permissions.read);

/** All entities the person may read; empty until known. */
export function useEntities(): EntityMeta[] {
  const signedIn = useSession((state) => state.me !== null);
  const { data } = useQuery({ ...entitiesQuery, enabled: signedIn, select: readable });
  return data ?? none;
}

/** One entity by its name; undefined while loading or when there is none. */
export function useEntity(name: string | null | undefined): EntityMeta | undefined {
  return useEntities().find((entity) => entity.name === name);
}

/** A field by its name, also the times that every record has. */
export function fieldOf(entity: EntityMeta, name: string): FieldMeta | undefined {
  return entity.fields.find((field) => field.name === name) ?? stamps.find((field) => field.name === name);
}

/** When a record was made and last changed: not declared, but shown, filtered and sorted by like fields. */
export const stamps: FieldMeta[] = [stamp("created_at", "Created"), stamp("updated_at", "Updated")];

function stamp(name: string, label: string): FieldMeta {
  const fixed = { help: null, required: false, read_only: true, default: null, unique: false, max: null, choices: null, target: null, search: false, list: false, synonyms: [] };
  return { ...fixed, name, label, kind: "datetime", filter: true, sort: true, ops: ["gte", "lte", "gt", "lt"] };
}

/** The label of a choice of an enum or status field. */
export function choiceLabel(field: FieldMeta, value: string): string {
  return field.choices?.find((choice) => choice.value === value)?.label ?? value;
}

/** Kinds whose values are figures: aligned to the end, tabular. */
export function isFigure(field: FieldMeta): boolean {
  return field.kind === "money" || field.kind === "integer" || field.kind === "decimal";
}
