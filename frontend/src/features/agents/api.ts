/** Agents, their versions, and the tools they can be given. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AgentCard, AgentDetail, Definition as Told, PolicyIn, Ratings as RatingsOut, ToolOut, VersionOut } from "@/kit/api/generated/types.gen";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";
import type { Period } from "@/kit/lib/period";

export type Agent = AgentCard;
export type Detail = AgentDetail;
/** All that an agent is told and allowed, with nothing left out. */
export type Definition = Required<Told> & { limits: Required<NonNullable<Told["limits"]>> };
export type Rule = PolicyIn;
export type Tool = ToolOut;
export type Version = VersionOut;
export type Ratings = RatingsOut;
export type Rated = RatingsOut["items"][number];

export const agentsQuery = queryOptions({
  queryKey: ["agents", "list"],
  queryFn: ({ signal }) => apiRequest<Page<Agent>>("GET", "/agents", { signal }).then((page) => page.items),
});

/** What people think of each agent's answers: of all agents, or of those that the person wrote. */
export const ratingsQuery = (period: Period) =>
  queryOptions({
    queryKey: ["agents", "ratings", period],
    queryFn: ({ signal }) => apiRequest<Ratings>("GET", "/agents/ratings", { query: { ...period }, signal }),
    placeholderData: keepPreviousData,
  });

export const agentQuery = (name: string) =>
  queryOptions({ queryKey: ["agents", "one", name], queryFn: ({ signal }) => apiRequest<Detail>("GET", `/agents/${encodeURIComponent(name)}`, { signal }) });

export const toolsQuery = (agent: string) =>
  queryOptions({
    queryKey: ["agents", "tools", agent],
    queryFn: ({ signal }) => apiRequest<Page<Tool>>("GET", "/agents/tools", { query: { agent }, signal }).then((page) => page.items),
  });

export const versionsQuery = (name: string) =>
  infiniteQueryOptions({
    queryKey: ["agents", "versions", name],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<Version>>("GET", `/agents/${name}/versions`, { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const rolesQuery = queryOptions({
  queryKey: ["roles", "names"],
  queryFn: ({ signal }) => apiRequest<Page<{ name: string }>>("GET", "/roles", { query: { limit: 200 }, signal }).then((page) => page.items.map((role) => role.name)),
  retry: false,
});

export const refreshAgents = () => queryClient.invalidateQueries({ queryKey: ["agents"] });

const at = (agent: Detail) => ({ "If-Match": `"${agent.row_version}"` });

export const createAgent = (name: string, told: Definition, note: string) => apiRequest<Detail>("POST", "/agents", { body: { ...told, name, note }, headers: idempotent() });
export const replaceAgent = (agent: Detail, told: Definition, note: string) => apiRequest<Detail>("PUT", `/agents/${agent.name}`, { body: { ...told, note }, headers: at(agent) });
export const rollbackAgent = (agent: Detail, number: number) => apiRequest<Detail>("POST", `/agents/${agent.name}/rollback`, { body: { number }, headers: at(agent) });
export const turnAgent = (name: string, on: boolean) => apiRequest<Detail>("POST", `/agents/${name}/${on ? "enable" : "disable"}`);
export const deleteAgent = (name: string) => apiRequest<unknown>("DELETE", `/agents/${name}`);
export const importAgent = (yaml: string) => apiRequest<Detail>("POST", "/agents/import", { body: { yaml } });

/** Begins a conversation with an agent; its id. */
export const beginChat = (agent: string) => apiRequest<{ id: string }>("POST", "/conversations", { body: { agent }, headers: idempotent() }).then(({ id }) => id);
