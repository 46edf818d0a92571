import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type ListState, readState, searchOf } from "../filters/filters";
import type { EntityMeta } from "../meta";

export interface ListStateHandle {
  state: ListState;
  /** The same as a query string; identical states give identical strings. */
  search: string;
  /** Shows another state. A filter or an order is a step that Back undoes; typing in the search box is not. */
  change: (next: ListState, options?: { replace?: boolean }) => void;
}

/** What a list shows, in the address. */
export function useListState(entity: EntityMeta): ListStateHandle {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readState(entity, params), [entity, params]);
  const change = useCallback(
    (next: ListState, options: { replace?: boolean } = {}) => setParams(searchOf(next), { replace: options.replace ?? false, preventScrollReset: true }),
    [setParams],
  );
  return { state, search: searchOf(state), change };
}
