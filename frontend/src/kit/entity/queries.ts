/** Reads of any entity. Every key begins with `["entity", <name>]`, so a live change of that entity refreshes all of them. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import type { Money } from "@/kit/lib/format";
import type { EntityMeta } from "./meta";
import { type EntityRecord, expansionOf, type Values } from "./record";

/** Pages of the records that `search` (filters, q, sort as the API takes them) finds; the first one says how many there are. */
export function listQuery(entity: EntityMeta, search: string, limit: number) {
  return infiniteQueryOptions({
    queryKey: ["entity", entity.name, "list", search, limit],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(search);
      query.set("limit", String(limit));
      if (pageParam) query.set("cursor", pageParam);
      else query.set("count", "true");
      const expand = expansionOf(entity.fields);
      if (expand) query.set("expand", expand);
      return apiRequest<Page<EntityRecord>>("GET", `/${entity.name}`, { query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** One record with the records behind its relations; what a list has already loaded is shown at once. */
export function recordQuery(entity: EntityMeta, id: string) {
  const expand = expansionOf(entity.fields);
  return queryOptions<EntityRecord>({
    queryKey: ["entity", entity.name, "record", id],
    queryFn: ({ signal }) => apiRequest<EntityRecord>("GET", `/${entity.name}/${id}`, { query: { expand }, signal }),
    placeholderData: () => listed(entity, id),
  });
}

function listed(entity: EntityMeta, id: string): EntityRecord | undefined {
  const lists = queryClient.getQueriesData<{ pages: Page<EntityRecord>[] }>({ queryKey: ["entity", entity.name, "list"] });
  for (const [, list] of lists)
    for (const page of list?.pages ?? []) {
      const found = page.items.find((record) => record.id === id && !record.deleted_at);
      if (found) return found;
    }
  return undefined;
}

/** Aggregates of one group of records. */
export interface StatsItem {
  group: Record<string, string | null>;
  count: number;
  sum?: Record<string, Money[] | string | null>;
}

export interface Stats {
  items: StatsItem[];
  total_groups: number;
}

/** Counts, sums and groups of what `search` finds: `{ sum: "total", group_by: "status" }`. */
export function statsQuery(entity: EntityMeta, search: string, ask: { sum?: string; group_by?: string; sort?: string; limit?: number }) {
  return queryOptions({
    queryKey: ["entity", entity.name, "stats", search, ask],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(search);
      query.delete("sort");
      for (const [name, value] of Object.entries(ask)) query.set(name, String(value));
      return apiRequest<Stats>("GET", `/${entity.name}/stats`, { query, signal });
    },
    placeholderData: keepPreviousData,
  });
}

/** One change of a record: who, through what, when, and the fields that differ. */
export interface HistoryEntry {
  id: string;
  timestamp: string;
  actor: { user_id: string | null; name: string | null; via: string; agent: string | null };
  action: string;
  label: string;
  old_values: Values;
  new_values: Values;
  request_id: string;
}

/** Who changed what of a record, newest first; also of a deleted one. */
export function historyQuery(entity: EntityMeta, id: string) {
  return infiniteQueryOptions({
    queryKey: ["entity", entity.name, "history", id],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<HistoryEntry>>("GET", `/${entity.name}/${id}/history`, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}
