import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
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

/** Rows in view lie on two pages at most; with one more on each side there are never more than these at a time. */
const slots = 4;

/**
 * The rows that `search` finds, read page by page where they are looked at. `first` and `last` say which rows are in view;
 * the pages beside them are fetched ahead. A page begins behind the last row of the one before it; after a jump, where that
 * one is not known, it begins at its number.
 */
export function useRows(entity: EntityMeta, search: string, first: number, last: number, enabled: boolean): Rows {
  const { data, isPending, isPlaceholderData, error, refetch } = useQuery({ ...pageQuery(entity, search, 0), enabled, placeholderData: keepPreviousData });
  const total = data?.total;
  const settled = useDebounced(`${Math.floor(first / pageSize)}-${Math.floor(last / pageSize)}`, 50);
  const wanted = useMemo(() => (isPlaceholderData ? [] : pagesAround(settled, total ?? 0)), [settled, total, isPlaceholderData]);
  const one = usePage(entity, search, wanted, 0);
  const two = usePage(entity, search, wanted, 1);
  const three = usePage(entity, search, wanted, 2);
  const four = usePage(entity, search, wanted, 3);
  const held = useMemo(() => {
    const pages = new Map<number, EntityRecord[]>();
    if (data) pages.set(0, data.items);
    for (const { page, rows } of [one, two, three, four]) if (page !== undefined && rows) pages.set(page, rows);
    return pages;
  }, [data, one, two, three, four]);
  const loaded = useMemo(() => [...held].toSorted(([a], [b]) => a - b).flatMap(([page, rows]) => rows.map((record, place) => ({ index: page * pageSize + place, record }))), [held]);
  return useMemo(
    () => ({
      total,
      loaded,
      at: (index) => held.get(Math.floor(index / pageSize))?.[index % pageSize],
      loading: isPending,
      stale: isPlaceholderData,
      error: data ? null : error,
      retry: () => void refetch(),
    }),
    [total, loaded, held, isPending, isPlaceholderData, data, error, refetch],
  );
}

/** The wanted page of one slot: pages take turns, so a page keeps its slot while others come and go. */
function usePage(entity: EntityMeta, search: string, wanted: number[], slot: number): { page: number | undefined; rows: EntityRecord[] | undefined } {
  const page = wanted.find((one) => one % slots === slot);
  const { data } = useQuery({ ...pageQuery(entity, search, page ?? 0), enabled: page !== undefined });
  const rows = page === undefined ? undefined : data?.items;
  return useMemo(() => ({ page, rows }), [page, rows]);
}

/** The pages in view and one more on each side, without the first one, which is always held. */
export function pagesAround(inView: string, total: number): number[] {
  const [from = 0, to = 0] = inView.split("-").map(Number);
  const end = Math.ceil(total / pageSize) - 1;
  const pages: number[] = [];
  for (let page = Math.max(1, from - 1); page <= Math.min(end, Math.min(to, from + 1) + 1); page += 1) pages.push(page);
  return pages;
}
