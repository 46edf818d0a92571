/** Traces, their spans, their files. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PageTraceOut, SpanDetail, SpanOut, TraceDetail, TraceOut } from "@/kit/api/generated/types.gen";
import { ApiError } from "@/kit/api/errors";
import { queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { apiFetch } from "@/kit/api/runtime";

export type { SpanDetail, SpanOut, TraceDetail, TraceOut };

/** The filters that stand in the address, named as the API names them. */
export const filterNames = ["agent", "user_id", "status", "conversation_id", "started_at__gte", "started_at__lte"] as const;
export type FilterName = (typeof filterNames)[number];
export type TraceFilter = Partial<Record<FilterName, string>>;

/** The filters of an address; other parameters are left out. */
export function filterOf(params: URLSearchParams): TraceFilter {
  const found = filterNames.map((name) => [name, params.get(name)] as const).filter(([, value]) => value);
  return Object.fromEntries(found) as TraceFilter;
}

/** As the API takes them: a day stands for its first or last moment, in the person's own zone. */
export function queryOf({ started_at__gte: from, started_at__lte: to, ...others }: TraceFilter): Record<string, string> {
  return { ...others, ...(from ? { started_at__gte: moment(`${from}T00:00:00`) } : {}), ...(to ? { started_at__lte: moment(`${to}T23:59:59.999`) } : {}) };
}

const moment = (local: string) => (Number.isNaN(Date.parse(local)) ? local : new Date(local).toISOString());

/** How often something that runs is looked at, in milliseconds: it is written down once a second. */
const PULSE = 1000;

export function tracesQuery(filter: TraceFilter) {
  return infiniteQueryOptions({
    queryKey: ["traces", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      apiRequest<PageTraceOut>("GET", "/traces", { query: { ...queryOf(filter), limit: 60, count: pageParam === null, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((one) => one.status === "running")) ? 2 * PULSE : false),
  });
}

export function traceQuery(id: string) {
  return queryOptions({
    queryKey: ["traces", id],
    queryFn: ({ signal }) => apiRequest<TraceDetail>("GET", `/traces/${id}`, { signal }),
    retry: (failures, error) => failures < 3 && error instanceof ApiError && error.status === 404, // it is written a moment after the answer
    retryDelay: 400,
    refetchInterval: ({ state }) => (state.data?.status === "running" ? PULSE : false),
  });
}

/** One step whole. What has ended does not change any more. */
export function spanQuery(id: string, span: SpanOut) {
  return queryOptions({
    queryKey: ["traces", id, "span", span.number, span.ms === null],
    queryFn: ({ signal }) => apiRequest<SpanDetail>("GET", `/traces/${id}/spans/${span.number}`, { signal }),
    staleTime: span.ms === null ? PULSE : Number.POSITIVE_INFINITY,
    placeholderData: (before) => (before?.number === span.number ? before : undefined),
  });
}

export async function removeTrace(id: string): Promise<void> {
  await apiRequest("DELETE", `/traces/${id}`);
  await queryClient.invalidateQueries({ queryKey: ["traces", "list"] });
}

/** Saves everything that is kept of it as a zip file. */
export async function downloadTrace(id: string): Promise<void> {
  const response = await apiFetch(`/api/v1/traces/${id}/download`);
  if (!response.ok) throw new Error("The files could not be read.");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `trace-${id}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
