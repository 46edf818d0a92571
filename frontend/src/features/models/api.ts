/** Providers, prices, limits, and what was used. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CallOut, Installation, MoneyLimits, PriceOut, Prices as PricesOut, ProviderOut, TierModels, Trial, Unpriced as UnpricedOut, UsageOut, UsedBy } from "@/kit/api/generated/types.gen";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";
import { apiFetch } from "@/kit/api/runtime";
import { saveFile } from "@/kit/entity/list/export";
import type { Period } from "@/kit/lib/period";

export type Provider = ProviderOut;
export type Price = PriceOut;
export type Prices = PricesOut;
export type Unpriced = UnpricedOut;
export type Limits = MoneyLimits;
export type Usage = UsageOut;
export type Sum = UsedBy;
export type Call = CallOut;
export type { TierModels, Trial };

export interface ProviderValues {
  label: string;
  kind: Provider["kind"];
  base_url: string;
  /** Empty: the one that is kept. */
  key: string;
  models: Required<TierModels>;
}

export interface PriceValues {
  provider: string;
  pattern: string;
  input: string;
  output: string;
  valid_from: string | null;
}

const LOOK_AGAIN = 15_000;

export const providersQuery = queryOptions({
  queryKey: ["models", "providers"],
  queryFn: ({ signal }) => apiRequest<Page<Provider>>("GET", "/model-providers", { signal }).then((page) => page.items),
  refetchInterval: LOOK_AGAIN,
});
export const installedQuery = queryOptions({
  queryKey: ["models", "installed"],
  queryFn: ({ signal }) => apiRequest<Installation>("GET", "/model-providers/installed", { signal }).then((found) => found.items),
  refetchInterval: LOOK_AGAIN,
});
export const pricesQuery = queryOptions({
  queryKey: ["models", "prices"],
  queryFn: ({ signal }) => apiRequest<Prices>("GET", "/model-prices", { signal }),
});
export const limitsQuery = queryOptions({ queryKey: ["models", "limits"], queryFn: ({ signal }) => apiRequest<Limits>("GET", "/model-limits", { signal }) });

export function usageQuery(by: "day" | "agent" | "user" | "model", period: Period) {
  return queryOptions({
    queryKey: ["models", "usage", by, period],
    queryFn: ({ signal }) => apiRequest<Usage>("GET", "/model-calls/usage", { query: { group_by: by, ...period }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The usage of a period as a file for a spreadsheet. */
export async function exportUsage(period: Period): Promise<void> {
  const response = await apiFetch(`/api/v1/model-calls/usage/export?${new URLSearchParams({ ...period })}`);
  saveFile(await response.blob(), `usage-${period.since}-${period.until}.csv`);
}

export function callsQuery(period: Period, status: string) {
  return infiniteQueryOptions({
    queryKey: ["models", "calls", period, status],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<Call>>("GET", "/model-calls", { query: { ...period, status: status || null, limit: 25, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

const atVersion = (row: { version: number | null }) => ({ "If-Match": `"${row.version}"` });

export const createProvider = (values: ProviderValues) => apiRequest<Provider>("POST", "/model-providers", { body: values, headers: idempotent() });
export const updateProvider = (provider: Provider, change: Partial<ProviderValues> & { enabled?: boolean; position?: number }) =>
  apiRequest<Provider>("PATCH", `/model-providers/${provider.id}`, { body: change, headers: atVersion(provider) });
export const deleteProvider = (provider: Provider) => apiRequest<unknown>("DELETE", `/model-providers/${provider.id}`);
export const testProvider = (provider: Provider) => apiRequest<Trial>("POST", `/model-providers/${provider.id}/test`);
export const tryProvider = (values: ProviderValues, providerId?: string) => apiRequest<Trial>("POST", "/model-providers/try", { body: { ...values, provider_id: providerId ?? null } });
export const createPrice = (values: PriceValues) => apiRequest<Price>("POST", "/model-prices", { body: values, headers: idempotent() });
export const updatePrice = (price: Price, change: Pick<PriceValues, "input" | "output">) => apiRequest<Price>("PATCH", `/model-prices/${price.id}`, { body: change, headers: atVersion(price) });
export const deletePrice = (price: Price) => apiRequest<unknown>("DELETE", `/model-prices/${price.id}`);
export const updateLimits = (change: { daily: string | null; monthly: string | null }) => apiRequest<Limits>("PATCH", "/model-limits", { body: change });

export const refreshModels = () => queryClient.invalidateQueries({ queryKey: ["models"] });
