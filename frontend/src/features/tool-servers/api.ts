/** Tool servers and their tools. */
import { queryOptions } from "@tanstack/react-query";
import type { ServerToolOut, TestOut, ToolServerInWritable, ToolServerOut, ToolServerUpdateWritable } from "@/kit/api/generated/types.gen";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";

export type Server = ToolServerOut;
export type Tool = ServerToolOut;
export type ServerValues = ToolServerInWritable;

export const serversQuery = queryOptions({
  queryKey: ["tool-servers", "list"],
  queryFn: ({ signal }) => apiRequest<Page<Server>>("GET", "/tool-servers", { signal }).then((page) => page.items),
});

export const serverQuery = (id: string) => queryOptions({ queryKey: ["tool-servers", id], queryFn: ({ signal }) => apiRequest<Server>("GET", `/tool-servers/${id}`, { signal }) });

export const toolsQuery = (id: string) =>
  queryOptions({ queryKey: ["tool-servers", id, "tools"], queryFn: ({ signal }) => apiRequest<Page<Tool>>("GET", `/tool-servers/${id}/tools`, { signal }).then((page) => page.items) });

export const agentNamesQuery = queryOptions({
  queryKey: ["agents", "names"],
  queryFn: ({ signal }) => apiRequest<Page<{ name: string; label: string }>>("GET", "/agents", { signal }).then((page) => page.items.map(({ name, label }) => ({ name, label }))),
});

/** Tools of servers are also among those an agent can be given. */
export const refreshServers = () => Promise.all([queryClient.invalidateQueries({ queryKey: ["tool-servers"] }), queryClient.invalidateQueries({ queryKey: ["agents", "tools"] })]);

export const createServer = (values: ServerValues) => apiRequest<Server>("POST", "/tool-servers", { body: values, headers: idempotent() });
export const updateServer = (server: Server, change: ToolServerUpdateWritable) => apiRequest<Server>("PATCH", `/tool-servers/${server.id}`, { body: change, headers: { "If-Match": `"${server.version}"` } });
export const deleteServer = (server: Server) => apiRequest<unknown>("DELETE", `/tool-servers/${server.id}`);
export const testServer = (server: Server) => apiRequest<TestOut>("POST", `/tool-servers/${server.id}/test`);
export const readTools = (id: string) => apiRequest<Server>("POST", `/tool-servers/${id}/refresh`);
export const grantTool = (server: Server, tool: Tool, effect: Tool["effect"], agents: string[]) =>
  apiRequest<Tool>("PUT", `/tool-servers/${server.id}/tools/${tool.id}`, { body: { digest: tool.digest, effect, agents } });
