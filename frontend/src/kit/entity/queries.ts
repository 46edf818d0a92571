/** Reads of any entity. Every key begins with `["entity", <name>]`, so a live change of that entity refreshes all of them. */
import { infiniteQueryOptions, keepPreviousData, type QueryKey, queryOptions } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import type { Money } from "@/kit/lib/format";
import type { EntityMeta } from "./meta";
import { asHeld } from "./own-writes";
import { type EntityRecord, expansionOf, type Values } from "./record";

/** Rows of one page of a long list. */
export const pageSize = 100;

/** One page of the records that `search` (filters, q, sort as the API takes them) finds; the first one says how many there are. */
export function pageQuery(entity: EntityMeta, search: string, page: number) {
  const queryKey = ["entity", entity.name, "list", search, page] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const query = listParams(entity, search, pageSize);
      const before = queryClient.getQueryData<Page<EntityRecord>>(["entity", entity.name, "list", search, page - 1]);
      if (page === 0) query.set("count", "true");
      else if (before?.next_cursor) query.set("cursor", before.next_cursor);
      else query.set("offset", String(page * pageSize));
      return asHeld(await apiRequest<Page<EntityRecord>>("GET", `/${entity.name}`, { query, signal }));
    },
    gcTime: 60_000, // who scrolls through all of a long list does not keep all of it
  });
}

/** Records that `search` finds, some at a time, for what shows them in pieces: related ones, the columns of a board. */
export function listQuery(entity: EntityMeta, search: string, limit: number) {
  return infiniteQueryOptions({
    queryKey: ["entity", entity.name, "some", search, limit],
    queryFn: async ({ pageParam, signal }) => {
      const query = listParams(entity, search, limit);
      if (pageParam) query.set("cursor", pageParam);
      else query.set("count", "true");
      return asHeld(await apiRequest<Page<EntityRecord>>("GET", `/${entity.name}`, { query, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** The first so many records that `search` finds, all of them at once. */
export async function recordsOf(entity: EntityMeta, search: string, most: number): Promise<EntityRecord[]> {
  const records: EntityRecord[] = [];
  for (let cursor: string | null | undefined; cursor !== null && records.length < most; ) {
    const query = listParams(entity, search, Math.min(200, most - records.length));
    if (cursor) query.set("cursor", cursor);
    const page = await apiRequest<Page<EntityRecord>>("GET", `/${entity.name}`, { query });
    records.push(...page.items);
    cursor = page.next_cursor;
  }
  return records;
}

function listParams(entity: EntityMeta, search: string, limit: number): URLSearchParams {
  const query = new URLSearchParams(search);
  query.set("limit", String(limit));
  const expand = expansionOf(entity.fields);
  if (expand) query.set("expand", expand);
  if (query.has("q")) query.set("highlight", "true");
  return query;
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

/** A record as a list on screen (or lately on screen) has it. */
function listed(entity: EntityMeta, id: string): EntityRecord | undefined {
  const lists = queryClient.getQueriesData<Page<EntityRecord> | { pages: Page<EntityRecord>[] }>({ queryKey: ["entity", entity.name], predicate: isList });
  for (const [, list] of lists)
    for (const page of list ? ("pages" in list ? list.pages : [list]) : []) {
      const found = page.items.find((record) => record.id === id && !record.deleted_at);
      if (found) return found;
    }
  return undefined;
}

/** Whether a cached query holds pages of records. */
export function isList(query: { queryKey: QueryKey }): boolean {
  const [, , kind, , part] = query.queryKey;
  return (kind === "list" || kind === "some") && typeof part === "number";
}

type Figure = Money[] | string | number | null;

/** Aggregates of one group of records. */
export interface StatsItem {
  group: Record<string, string | boolean | null>;
  count: number;
  sum?: Record<string, Figure>;
  avg?: Record<string, Figure>;
  min?: Record<string, Figure>;
  max?: Record<string, Figure>;
  distinct?: Record<string, number>;
}

/** What is asked of the records: `{ sum: "total", group_by: "status" }`. */
export interface StatsAsk {
  sum?: string;
  avg?: string;
  min?: string;
  max?: string;
  distinct?: string;
  group_by?: string;
  /** `month:issued_on` */
  bucket?: string;
  sort?: string;
  limit?: number;
}

export interface Stats {
  items: StatsItem[];
  total_groups: number;
}

/** Counts, sums and groups of what `search` finds. */
export function statsQuery(entity: EntityMeta, search: string, ask: StatsAsk) {
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

/** A record as it was at one of its versions, rebuilt by the server from the history. */
export interface PastRecord {
  id: string;
  version: number;
  /** When it became so. */
  at: string;
  deleted: boolean;
  values: Values;
}

/** A version never changes; the values of version 0 are none: the record was not there yet. */
export function pastQuery(entity: EntityMeta, id: string, version: number) {
  return queryOptions({
    queryKey: ["past", entity.name, id, version],
    queryFn: ({ signal }) => (version === 0 ? Promise.resolve<Pick<PastRecord, "values">>({ values: {} }) : apiRequest<PastRecord>("GET", `/${entity.name}/${id}/history/${version}`, { signal })),
    staleTime: Infinity,
  });
}
