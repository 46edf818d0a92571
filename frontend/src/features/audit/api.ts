/** Entries of the audit log, their filters, the check of the whole log. */
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { apiFetch } from "@/kit/api/runtime";
import type { Act } from "@/kit/lib/acts";

/** The filters that stand in the address, named as the API names them. */
export const filterNames = ["q", "user_id", "action", "entity_type", "entity_id", "via", "agent", "field", "request_id", "ip", "timestamp__gte", "timestamp__lte"] as const;
export type FilterName = (typeof filterNames)[number];
export type AuditFilter = Partial<Record<FilterName, string>>;

/** The filters of an address; other parameters are left out. */
export function filterOf(params: URLSearchParams): AuditFilter {
  const found = filterNames.map((name) => [name, params.get(name)] as const).filter(([, value]) => value);
  return Object.fromEntries(found) as AuditFilter;
}

/** As the API takes them: a day stands for its first or last moment, in the person's own zone. */
export function queryOf(filter: AuditFilter): Record<string, string> {
  const { timestamp__gte: from, timestamp__lte: to, ...others } = filter;
  return { ...others, ...(from ? { timestamp__gte: moment(`${from}T00:00:00`) } : {}), ...(to ? { timestamp__lte: moment(`${to}T23:59:59.999`) } : {}) };
}

const moment = (local: string) => (Number.isNaN(Date.parse(local)) ? local : new Date(local).toISOString());

export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      apiRequest<Page<Act>>("GET", "/audit-logs", { query: { ...queryOf(filter), limit: 60, count: pageParam === null, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export interface Verification {
  ok: boolean;
  rows: number;
  seals: number;
  /** Entries too young to be sealed; each has its own code. */
  unsealed: number;
  problems: { kind: string; id: string | null; seal: number | null; detail: string }[];
}

export const verify = () => apiRequest<Verification>("GET", "/audit-logs/verify");

/** Saves the filtered log as a file. */
export async function exportLog(filter: AuditFilter, format: "csv" | "json"): Promise<void> {
  const search = new URLSearchParams({ ...queryOf(filter), format });
  const response = await apiFetch(`/api/v1/audit-logs/export?${search}`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `audit-log-${new Date().toISOString().slice(0, 10)}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
