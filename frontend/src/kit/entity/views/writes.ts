/** Writes of saved views; each is shown at once in the tabs. */
import { ApiError } from "@/kit/api/errors";
import { queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { readStored, writeStored } from "@/kit/lib/stored";
import type { EntityMeta } from "../meta";
import { localName, type View, type ViewContent, viewsQuery } from "./views";

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

/** Views that this device has kept for itself until now go to the server, once. One that is refused stays where it is. */
export async function moveLocalViews(entity: EntityMeta): Promise<void> {
  const name = localName(entity);
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
