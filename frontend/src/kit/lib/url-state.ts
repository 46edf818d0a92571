/** State that lives in the address, so that reload, Back and a shared link restore the same screen. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** Changes to search parameters: a string sets, null or "" removes, a list sets all of them. */
export type SearchChange = Record<string, string | string[] | null | undefined>;

/** The search parameters after a change; parameters that are not named stay as they are. */
export function applySearch(params: URLSearchParams, change: SearchChange): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) next.append(name, one);
  }
  return next;
}

/**
 * Search parameters of the current address and a function that changes some of them.
 * By default a change replaces the history entry (typing in a search box); `{ push: true }` makes a new one
 * (a filter or a page that Back should undo).
 */
export function useUrlState(): [URLSearchParams, (change: SearchChange, options?: { push?: boolean }) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: SearchChange, options: { push?: boolean } = {}) =>
      setParams((current) => applySearch(current, changes), { replace: !options.push, preventScrollReset: true }),
    [setParams],
  );
  return [params, change];
}
