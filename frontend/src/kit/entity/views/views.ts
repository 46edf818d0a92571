/** Saved views of an entity: `/views`. Where the server keeps none (the feature was deleted), there are none. */
import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "@/kit/api/errors";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { readStored, writeStored } from "@/kit/lib/stored";
import type { EntityMeta } from "../meta";
import type { Layout, Look } from "./look";

/** A column of a list, as a view keeps it. */
export interface ViewColumn {
  name: string;
  width: number | null;
  pinned: boolean;
}

/** What a view shows. */
export interface ViewContent {
  layout: Layout;
  query: { search: string; options: string; columns: ViewColumn[] | null };
}

export interface View extends ViewContent {
  id: string;
  version: number;
  entity: string;
  name: string;
  shared: "private" | "organization";
  position: number;
  owner_id: string;
  owner_name: string | null;
  /** The person may change and delete it. */
  editable: boolean;
  /** The person begins with it. */
  default: boolean;
}

/** One's own views and the shared ones, in their order. */
export function viewsQuery(entity: EntityMeta) {
  return queryOptions({
    queryKey: ["views", entity.name],
    queryFn: async ({ signal }): Promise<View[] | null> => {
      try {
        await moveLocalViews(entity);
        return (await apiRequest<Page<View>>("GET", "/views", { query: { entity: entity.name, limit: 200 }, signal })).items;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

/** Views that this device has kept for itself until now go to the server, once. One that is refused stays where it is. */
async function moveLocalViews(entity: EntityMeta): Promise<void> {
  const name = `views.${entity.name}`;
  const kept = readStored(name);
  if (kept === null) return;
  const left: unknown[] = [];
  for (const view of JSON.parse(kept) as { name: string; search: string }[]) {
    const body = { entity: entity.name, name: view.name, query: { search: view.search } };
    const moved = await apiRequest("POST", "/views", { body }).then(() => true, (error: unknown) => error instanceof ApiError && error.status === 409);
    if (!moved) left.push(view);
  }
  writeStored(name, left.length > 0 ? JSON.stringify(left) : null);
}

/** The look of a view. */
export function lookOf(view: View): Look {
  return { layout: view.layout, options: view.query.options };
}

/** Keeps a new view of one's own. */
export async function createView(entity: EntityMeta, name: string, shared: View["shared"], content: ViewContent, position: number): Promise<View> {
  const view = await apiRequest<View>("POST", "/views", { body: { entity: entity.name, name, shared, position, ...content } });
  queryClient.setQueryData(viewsQuery(entity).queryKey, (views) => [...(views ?? []), view]);
  return view;
}

/** Changes a view; 412 when somebody has changed it meanwhile. */
export async function updateView(entity: EntityMeta, view: View, change: Partial<Pick<View, "name" | "shared" | "position" | "layout" | "query">>): Promise<View> {
  const after = await apiRequest<View>("PATCH", `/views/${view.id}`, { body: change, headers: { "If-Match": `"${view.version}"` } });
  queryClient.setQueryData(viewsQuery(entity).queryKey, (views) => inOrder((views ?? []).map((one) => (one.id === view.id ? after : one))));
  return after;
}

/** Forgets a view. */
export async function deleteView(entity: EntityMeta, view: View): Promise<void> {
  await apiRequest("DELETE", `/views/${view.id}`);
  queryClient.setQueryData(viewsQuery(entity).queryKey, (views) => views?.filter((one) => one.id !== view.id));
}

/** The list opens with this view from now on, for this person; null for the plain list. */
export async function beginWith(entity: EntityMeta, view: View | null): Promise<void> {
  await apiRequest("PUT", "/views/default", { body: { entity: entity.name, id: view?.id ?? null } });
  queryClient.setQueryData(viewsQuery(entity).queryKey, (views) => views?.map((one) => ({ ...one, default: one.id === view?.id })));
}

/** Moves a view by one place among the others; all that come to stand elsewhere are written. */
export async function moveView(entity: EntityMeta, views: View[], view: View, by: -1 | 1): Promise<void> {
  const next = views.filter((one) => one.id !== view.id);
  next.splice(views.indexOf(view) + by, 0, view);
  for (const [position, one] of next.entries()) if (one.position !== position && one.editable) await updateView(entity, one, { position });
}

function inOrder(views: View[]): View[] {
  return views.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}
