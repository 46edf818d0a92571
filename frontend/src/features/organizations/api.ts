/** The present organisation, its members and teams. */
import { queryOptions } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";
import type { Choice } from "@/kit/ui/select";

export interface Member {
  user_id: string;
  name: string;
  email: string;
  role: string;
  status: string;
}

export interface Team {
  id: string;
  name: string;
  description: string | null;
  members: number;
  version: number;
}

export interface TeamValues {
  name: string;
  description: string | null;
}

export const renameOrganization = (id: string, name: string) => apiRequest<unknown>("PATCH", `/organizations/${id}`, { body: { name } });

export function membersQuery(organization: string) {
  return queryOptions({
    queryKey: ["people", organization, "members"],
    queryFn: ({ signal }) => apiRequest<Page<Member>>("GET", `/organizations/${organization}/members`, { query: { limit: 200, count: true }, signal }),
  });
}

/** Members that a text finds, as choices. */
export async function memberChoices(organization: string, text: string, signal: AbortSignal): Promise<Choice[]> {
  const page = await apiRequest<Page<Member>>("GET", `/organizations/${organization}/members`, { query: { q: text || null, limit: 20 }, signal });
  return page.items.map((member) => ({ value: member.user_id, label: member.name }));
}

export const teamsQuery = queryOptions({
  queryKey: ["teams", "list"],
  queryFn: ({ signal }) => apiRequest<Page<Team>>("GET", "/teams", { query: { limit: 200 }, signal }).then((page) => page.items),
});

export function teamMembersQuery(team: string) {
  return queryOptions({
    queryKey: ["teams", team, "members"],
    queryFn: ({ signal }) => apiRequest<Page<Member>>("GET", `/teams/${team}/members`, { query: { limit: 200 }, signal }).then((page) => page.items),
  });
}

export const createTeam = (values: TeamValues) => apiRequest<Team>("POST", "/teams", { body: values, headers: idempotent() });
export const updateTeam = (team: Team, values: TeamValues) => apiRequest<Team>("PATCH", `/teams/${team.id}`, { body: values });
export const deleteTeam = (team: Team) => apiRequest<unknown>("DELETE", `/teams/${team.id}`);
export const addToTeam = (team: Team, user: string) => apiRequest<Member>("POST", `/teams/${team.id}/members`, { body: { user_id: user } });
export const removeFromTeam = (team: Team, user: string) => apiRequest<unknown>("DELETE", `/teams/${team.id}/members/${user}`);

export const refreshTeams = () => queryClient.invalidateQueries({ queryKey: ["teams"] });

export interface SearchLanguage {
  language: string;
  languages: string[];
  /** The work that indexes the records anew, after a change. */
  operation_id: string | null;
}

export function languageQuery(organization: string) {
  return queryOptions({
    queryKey: ["organizations", organization, "language"],
    queryFn: ({ signal }) => apiRequest<SearchLanguage>("GET", `/organizations/${organization}/language`, { signal }),
  });
}

export const chooseLanguage = (organization: string, language: string) => apiRequest<SearchLanguage>("PUT", `/organizations/${organization}/language`, { body: { language } });
