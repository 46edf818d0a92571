/** Names of records and people that are known only by id, and the choices of a relation. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { useMe } from "@/kit/session/store";
import type { Choice } from "@/kit/ui/select";
import { type EntityMeta, type FieldMeta, useEntities } from "./meta";
import { type EntityRecord, titleOf } from "./record";

/** Records of an entity that a text finds, as choices. */
export async function recordChoices(entity: EntityMeta, text: string, signal: AbortSignal): Promise<Choice[]> {
  const query = text.trim() ? { q: text, limit: 20 } : { sort: entity.title_field, limit: 20 };
  const page = await apiRequest<Page<EntityRecord>>("GET", `/${entity.name}`, { query, signal });
  return page.items.map((record) => ({ value: record.id, label: titleOf(entity, record) }));
}

interface Member {
  user_id: string;
  name: string;
}

/** The people that a user field can name: the members of the organisation. */
export function usePeople(enabled = true): Choice[] {
  const me = useMe();
  const { data } = useQuery({ ...peopleQuery(me.organization.id), enabled });
  return data ?? [{ value: me.id, label: me.name }];
}

function peopleQuery(organization: string) {
  return queryOptions({
    queryKey: ["people", organization],
    queryFn: async ({ signal }): Promise<Choice[]> => {
      const page = await apiRequest<Page<Member>>("GET", `/organizations/${organization}/members`, { query: { limit: 200 }, signal });
      return page.items.map((member) => ({ value: member.user_id, label: member.name }));
    },
    staleTime: 60_000,
  });
}

/** Names by id for the values of a relation or user field; what is not known is missing. */
export function useNames(field: FieldMeta | undefined, ids: string[]): Record<string, string> {
  const target = useEntities().find((entity) => entity.name === field?.target);
  const people = usePeople(field?.kind === "user");
  const wanted = ids.toSorted().join(",");
  const { data } = useQuery({
    queryKey: ["entity", target?.name, "names", wanted],
    queryFn: async ({ signal }) => {
      const page = await apiRequest<Page<EntityRecord>>("GET", `/${target?.name}`, { query: { id__in: wanted, limit: 200 }, signal });
      return Object.fromEntries(page.items.map((record) => [record.id, target ? titleOf(target, record) : record.id]));
    },
    enabled: (field?.kind === "ref" || field?.kind === "refs") && target !== undefined && ids.length > 0,
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  if (field?.kind === "user") return Object.fromEntries(people.map((person) => [person.value, person.label]));
  return data ?? {};
}
