import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { type ListState, readState, searchOf } from "../filters/filters";
import type { EntityMeta } from "../meta";
import { addressOf, type Look, readLook, sameSearch } from "./look";
import { lookOf, type View, viewsQuery } from "./views";

export interface ViewHandle {
  state: ListState;
  /** The same as a query string; identical states give identical strings. */
  search: string;
  look: Look;
  /** Null when the server keeps no views. */
  views: View[] | null;
  /** The saved view that is shown, perhaps with changes that are not saved. */
  active: View | undefined;
  /** Until it is known whether the person begins with a view of his own. */
  waiting: boolean;
  /** Shows another state. A filter or an order is a step that Back undoes; typing in the search box is not. */
  change: (next: ListState, options?: { replace?: boolean }) => void;
  setLook: (look: Look, options?: { replace?: boolean }) => void;
}

/** What a list shows, in the address: filters, order, layout, and the saved view it began with. */
export function useView(entity: EntityMeta): ViewHandle {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readState(entity, params), [entity, params]);
  const search = searchOf(state);
  const look = useMemo(() => readLook(params), [params]);
  const from = params.get("from");
  const { data: views = null, isPending } = useQuery({ ...viewsQuery(entity), retry: false });
  const plain = search === "" && look.layout === "list";
  const active = views?.find((view) => view.id === from) ?? (from === null && !plain ? views?.find((view) => sameSearch(view.query.search, search) && isSameLook(lookOf(view), look)) : undefined);
  const waiting = useBeginning(entity, params.size === 0, views, isPending);
  const show = useCallback(
    (query: string, options: { replace?: boolean } = {}) => setParams(query, { replace: options.replace ?? false, preventScrollReset: true }),
    [setParams],
  );
  const origin = from ?? active?.id ?? null;
  const change = useCallback((next: ListState, options?: { replace?: boolean }) => show(addressOf(searchOf(next), look, origin), options), [show, look, origin]);
  const setLook = useCallback((next: Look, options?: { replace?: boolean }) => show(addressOf(search, next, origin), options), [show, search, origin]);
  return { state, search, look, views, active, waiting, change, setLook };
}

/** A bare address goes to the view that the person begins with; true while that is not yet known. */
function useBeginning(entity: EntityMeta, bare: boolean, views: View[] | null, pending: boolean): boolean {
  const navigate = useNavigate();
  const first = views?.find((view) => view.default);
  useEffect(() => {
    if (bare && first) void navigate(`/${entity.name}${addressOf(first.query.search, lookOf(first), first.id)}`, { replace: true });
  }, [bare, first, entity, navigate]);
  return bare && (pending || first !== undefined);
}

/** Whether two looks are the same. */
export function isSameLook(a: Look, b: Look): boolean {
  return a.layout === b.layout && a.options === b.options;
}
