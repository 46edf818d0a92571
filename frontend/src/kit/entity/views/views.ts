/** Saved views of an entity: `/views`. Where the server keeps none (the feature was deleted), there are none. */
import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "@/kit/api/errors";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { readStored } from "@/kit/lib/stored";
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
        if (readStored(localName(entity)) !== null) await (await import("./writes")).moveLocalViews(entity);
        return (await apiRequest<Page<View>>("GET", "/views", { query: { entity: entity.name, limit: 200 }, signal })).items;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

/** Where a device has kept views of its own until now. */
export function localName(entity: EntityMeta): string {
  return `views.${entity.name}`;
}

/** The look of a view. */
export function lookOf(view: View): Look {
  return { layout: view.layout, options: view.query.options };
}
