/** Watchers as the API has them. The key begins like an entity's, so that its live event refreshes it. */
import { queryOptions } from "@tanstack/react-query";
import type { WatchersOut } from "@/kit/api/generated/types.gen";
import { queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";

/** The record that is watched, in the API's words. */
export interface Place {
  record_type: string;
  record_id: string;
}

/** Who watches a record, and whether oneself does. */
export function watchersQuery({ record_type, record_id }: Place) {
  return queryOptions({
    queryKey: ["entity", "watchers", record_type, record_id],
    queryFn: ({ signal }) => apiRequest<WatchersOut>("GET", "/watchers", { query: { record_type, record_id }, signal }),
  });
}

/** Watches it, or stops. */
export async function watch({ record_type, record_id }: Place, on: boolean): Promise<void> {
  const of = { record_type, record_id };
  const now = await (on ? apiRequest<WatchersOut>("PUT", "/watchers", { body: of }) : apiRequest<WatchersOut>("DELETE", "/watchers", { query: of }));
  queryClient.setQueryData(watchersQuery(of).queryKey, now);
}
