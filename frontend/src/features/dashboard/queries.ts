/** The figures of the dashboard, asked of the stats endpoint of each entity. Live changes of the entity refresh them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import type { EntityMeta } from "@/kit/entity/meta";
import type { Act } from "@/kit/lib/acts";
import type { Search } from "./plan";
import type { StatsItem } from "./shape";

/** Today in the person's own zone, as the API writes days. */
export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export function statsQuery(entity: EntityMeta, query: Search) {
  return queryOptions({
    queryKey: ["entity", entity.name, "stats", "dashboard", query],
    queryFn: async ({ signal }): Promise<StatsItem[]> => (await apiRequest<{ items: StatsItem[] }>("GET", `/${entity.name}/stats`, { query, signal })).items,
    placeholderData: keepPreviousData,
  });
}

export const activityQuery = queryOptions({
  queryKey: ["audit", "recent"],
  queryFn: ({ signal }) => apiRequest<Page<Act>>("GET", "/audit-logs", { query: { limit: 8 }, signal }).then((page) => page.items),
});

export interface News {
  id: string;
  title: string;
  entity_type: string | null;
  entity_id: string | null;
  link: string | null;
  created_at: string;
}

export const newsQuery = queryOptions({
  queryKey: ["notifications", "recent"],
  queryFn: ({ signal }) => apiRequest<Page<News>>("GET", "/notifications", { query: { limit: 8 }, signal }).then((page) => page.items),
});
