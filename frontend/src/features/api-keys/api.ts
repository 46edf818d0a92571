/** API keys: one's own, and for administrators everybody's. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import * as sdk from "@/kit/api/generated/sdk.gen";
import type { ApiKeyCreated, ApiKeyIn, ApiKeyOut, ScopeOut } from "@/kit/api/generated/types.gen";
import { queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";

export type ApiKey = ApiKeyOut;
export type NewApiKey = ApiKeyCreated;
export type Scope = ScopeOut;

export function keysQuery(everybody: boolean) {
  return infiniteQueryOptions({
    queryKey: ["api-keys", "list", everybody],
    queryFn: ({ pageParam, signal }) => sdk.listApiKeys({ query: { everybody, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

export const scopesQuery = queryOptions({
  queryKey: ["api-keys", "scopes"],
  queryFn: ({ signal }) => sdk.listApiKeyScopes({ signal }),
});

export const createKey = (body: ApiKeyIn) => sdk.createApiKey({ body });
export const updateKey = (key: ApiKey, body: { name?: string; enabled?: boolean }) =>
  apiRequest<ApiKey>("PATCH", `/api-keys/${key.id}`, { body, headers: { "If-Match": `"${key.version}"` } });
export const rotateKey = (key: ApiKey) => apiRequest<NewApiKey>("POST", `/api-keys/${key.id}/rotate`, { headers: { "If-Match": `"${key.version}"`, ...idempotent() } });
export const revokeKey = (key: ApiKey) => sdk.revokeApiKey({ path: { id: key.id } });

export const refreshKeys = () => queryClient.invalidateQueries({ queryKey: ["api-keys", "list"] });
