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
  schema: Record<string, unknown>;
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

/** All entities the person may read; empty until known. */
export function useEntities(): EntityMeta[] {
  const signedIn = useSession((state) => state.me !== null);
  const { data } = useQuery({ ...entitiesQuery, enabled: signedIn });
  return data?.filter((entity) => entity.permissions.read) ?? [];
}

/** One entity by its name; undefined while loading or when there is none. */
export function useEntity(name: string | undefined): EntityMeta | undefined {
  return useEntities().find((entity) => entity.name === name);
}
