/** What the backend says about its entities: `GET /meta/entities`. Navigation, palette, lists and forms are drawn from it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { apiRequest } from "@/kit/api/request";
import { useSession } from "@/kit/session/store";

export type FieldKind =
  | "text" | "long_text" | "email" | "url" | "phone" | "integer" | "decimal" | "percent" | "money" | "boolean" | "date" | "datetime"
  | "enum" | "status" | "tags" | "json" | "file" | "image" | "user" | "ref" | "refs";

export interface FieldMeta {
  name: string;
  /** The entity it belongs to. */
  entity: string;
  label: string;
  help: string | null;
  kind: FieldKind;
  /** The name of a kind that a feature has added; `kind` then says how its values are built. */
  custom: string | null;
  /** Which control the declaration asks for, where the kind has several. */
  widget: string | null;
  required: boolean;
  /** Whether it may be left without a value. */
  nullable: boolean;
  /** Not writable: by nobody (computed), or not by this person. */
  read_only: boolean;
  /** Worked out by the product from other values. */
  computed: boolean;
  /** Shown masked until the person asks for it; what it was is kept out of the history. */
  sensitive: boolean;
  /** A value, or `@today`, `@now`, `@me`. */
  default: unknown;
  unique: boolean;
  /** Of a number or date the smallest and largest value, of a text the number of characters. */
  min: number | string | null;
  max: number | string | null;
  /** What a text must look like: a regular expression for the whole of it. */
  pattern: string | null;
  /** Decimals behind the point. */
  places: number | null;
  unit: string | null;
  choices: { value: string; label: string }[] | null;
  target: string | null;
  search: boolean;
  filter: boolean;
  sort: boolean;
  list: boolean;
  synonyms: string[];
  ops: string[];
}

/** A declared step of a status: whether this caller may make it, and the fields that must have a value first. */
export interface StatusMove {
  from: string;
  to: string;
  allowed: boolean;
  requires: string[];
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
  status: { field: string; transitions: Record<string, string[]>; moves: StatusMove[] } | null;
  relations: { field: string; target: string }[];
  inverses: { name: string; entity: string; field: string }[];
  date_field: string | null;
  money_field: string | null;
}

export const entitiesQuery = queryOptions({
  queryKey: ["meta", "entities"],
  queryFn: ({ signal }) => apiRequest<{ entities: EntityMeta[] }>("GET", "/meta/entities", { signal }).then((answer) => answer.entities.map(completed)),
  staleTime: 5 * 60_000,
});

/** Each field knows whose it is. */
function completed(entity: EntityMeta): EntityMeta {
  return { ...entity, fields: entity.fields.map((field) => ({ ...field, entity: entity.name })) };
}

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
  const fixed = { entity: "", custom: null, widget: null, nullable: false, computed: true, sensitive: false, min: null, pattern: null, places: null, unit: null, help: null, required: false, read_only: true, default: null, unique: false, max: null, choices: null, target: null, search: false, list: false, synonyms: [] };
  return { ...fixed, name, label, kind: "datetime", filter: true, sort: true, ops: ["gte", "lte", "gt", "lt"] };
}

/** The label of a choice of an enum or status field. */
export function choiceLabel(field: FieldMeta, value: string): string {
  return field.choices?.find((choice) => choice.value === value)?.label ?? value;
}

const figures = new Set<FieldKind>(["money", "integer", "decimal", "percent"]);

/** Kinds whose values are figures: aligned to the end, tabular. */
export function isFigure(field: FieldMeta): boolean {
  return figures.has(field.kind);
}
