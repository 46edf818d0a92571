/** People and what can be done with them. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";

export type UserStatus = "active" | "invited" | "inactive";

export interface User {
  id: string;
  email: string;
  name: string;
  status: UserStatus;
  role: string;
  role_id: string;
  last_seen_at: string | null;
  created_at: string;
  version: number;
}

/** Filters as the address and the API both name them. */
export interface UserFilter {
  q: string;
  status: string;
  role: string;
  sort: string;
}

const asked = ({ q, status, role, sort }: UserFilter) => ({ q: q || null, status: status || null, role: role || null, sort: sort || "name" });

export function usersQuery(filter: UserFilter) {
  return infiniteQueryOptions({
    queryKey: ["users", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      apiRequest<Page<User>>("GET", "/users", { query: { ...asked(filter), limit: 50, count: pageParam === null, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** How many people of each status the search and the role leave. */
export function statusCountsQuery({ q, role }: Pick<UserFilter, "q" | "role">) {
  return queryOptions({
    queryKey: ["users", "counts", q, role],
    queryFn: async ({ signal }): Promise<Record<UserStatus, number>> => {
      const count = async (status: UserStatus) => {
        const page = await apiRequest<Page<User>>("GET", "/users", { query: { q: q || null, role: role || null, status, limit: 1, count: true }, signal });
        return page.total ?? 0;
      };
      const [active, invited, inactive] = await Promise.all([count("active"), count("invited"), count("inactive")]);
      return { active, invited, inactive };
    },
    placeholderData: keepPreviousData,
  });
}

export interface RoleChoice {
  id: string;
  name: string;
}

export const roleChoicesQuery = queryOptions({
  queryKey: ["roles", "choices"],
  queryFn: ({ signal }) => apiRequest<Page<RoleChoice>>("GET", "/roles", { query: { limit: 200 }, signal }).then((page) => page.items),
  staleTime: 60_000,
});

export const changeRole = (user: User, role: string) => apiRequest<User>("PATCH", `/users/${user.id}`, { body: { role } });
export const changeStatus = (user: User, status: "active" | "inactive") => apiRequest<User>("PATCH", `/users/${user.id}/status`, { body: { status } });
export const inviteAgain = (user: User) => apiRequest<User>("POST", `/users/${user.id}/invitation`);
export const invite = (body: { name: string; email: string; role: string }) => apiRequest<User>("POST", "/users", { body, headers: idempotent() });

/** Lists and counts are read again; the people that other screens can name as well. */
export async function refreshUsers(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: ["users"] }), queryClient.invalidateQueries({ queryKey: ["people"] }), queryClient.invalidateQueries({ queryKey: ["roles"] })]);
}
