import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Page } from "@/kit/api/query";
import { useDebounced } from "@/kit/lib/use-debounced";
import type { EntityMeta } from "../meta";
import { pageQuery, pageSize } from "../queries";
import type { EntityRecord } from "../record";

/** The rows of a list of any length, of which only the pages around the view are held. */
export interface Rows {
  /** How many there are; undefined until the first page has come. */
  total: number | undefined;
  /** The row at a place; undefined while its page is on its way. */
  at: (index: number) => EntityRecord | undefined;
  /** What is held now, in order. */
  loaded: { index: number; record: EntityRecord }[];
  loading: boolean;
  /** Rows of the former question are still shown while the next answer is on its way. */
  stale: boolean;
  error: Error | null;
  retry: () => void;
}

/**
 * The rows that `search` finds, read page by page where they are looked at. `first` and `last` say which rows are in view;
 * the pages beside them are fetched ahead. A page begins behind the last row of the one before it; after a jump, where that
 * one is not known, it begins at its number.
 */
export function useRows(entity: EntityMeta, search: string, first: number, last: number, enabled: boolean): Rows {
  const start = useQuery({ ...pageQuery(entity, search, 0), enabled, placeholderData: keepPreviousData });
  const total = start.data?.total;
  const settled = useDebounced(`${Math.floor(first / pageSize)}-${Math.floor(last / pageSize)}`, 50);
  const wanted = useMemo(() => (start.isPlaceholderData ? [] : pagesAround(settled, total ?? 0)), [settled, total, start.isPlaceholderData]);
  const others = useQueries({
    queries: wanted.map((page) => ({ ...pageQuery(entity, search, page), enabled })),
    combine: (results) => results.map((result) => result.data),
  });
  const held = useMemo(() => {
    const pages = new Map<number, Page<EntityRecord>>(start.data ? [[0, start.data]] : []);
    wanted.forEach((page, place) => others[place] && pages.set(page, others[place]));
    return pages;
  }, [start.data, wanted, others]);
  const loaded = useMemo(() => [...held].toSorted(([a], [b]) => a - b).flatMap(([page, { items }]) => items.map((record, place) => ({ index: page * pageSize + place, record }))), [held]);
  return {
    total,
    loaded,
    at: (index) => held.get(Math.floor(index / pageSize))?.items[index % pageSize],
    loading: start.isPending,
    stale: start.isPlaceholderData,
    error: start.isError && !start.data ? start.error : null,
    retry: () => void start.refetch(),
  };
}

/** The pages in view and one more on each side, without the first one, which is always held. */
export function pagesAround(inView: string, total: number): number[] {
  const [from = 0, to = 0] = inView.split("-").map(Number);
  const end = Math.ceil(total / pageSize) - 1;
  const pages: number[] = [];
  for (let page = Math.max(1, from - 1); page <= Math.min(end, to + 1); page += 1) pages.push(page);
  return pages;
}
