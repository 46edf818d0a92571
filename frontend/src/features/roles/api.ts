/** Roles, the permissions there are, and who has a role. */
import { queryOptions } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";
import type { Permission } from "./matrix";

export interface Role {
  id: string;
  name: string;
  permissions: string[];
  built_in: boolean;
  members: number;
  version: number;
}

export interface RoleMember {
  id: string;
  name: string;
  email: string;
  status: string;
}

export const rolesQuery = queryOptions({
  queryKey: ["roles", "list"],
  queryFn: ({ signal }) => apiRequest<Page<Role>>("GET", "/roles", { query: { limit: 200 }, signal }).then((page) => page.items),
});

export function roleQuery(id: string) {
  return queryOptions({ queryKey: ["roles", id], queryFn: ({ signal }) => apiRequest<Role>("GET", `/roles/${id}`, { signal }) });
}

export const permissionsQuery = queryOptions({
  queryKey: ["permissions"],
  queryFn: ({ signal }) => apiRequest<Permission[]>("GET", "/permissions", { signal }),
  staleTime: 5 * 60_000,
});

export function membersQuery(role: Role) {
  return queryOptions({
    queryKey: ["users", "of-role", role.name],
    queryFn: ({ signal }) => apiRequest<Page<RoleMember>>("GET", "/users", { query: { role: role.name, limit: 20 }, signal }).then((page) => page.items),
  });
}

export const createRole = (name: string, permissions: string[]) => apiRequest<Role>("POST", "/roles", { body: { name, permissions }, headers: idempotent() });
export const updateRole = (role: Role, change: { name?: string; permissions?: string[] }) =>
  apiRequest<Role>("PATCH", `/roles/${role.id}`, { body: change, headers: { "If-Match": `"${role.version}"` } });
export const deleteRole = (role: Role) => apiRequest<unknown>("DELETE", `/roles/${role.id}`);

export const refreshRoles = () => queryClient.invalidateQueries({ queryKey: ["roles"] });
