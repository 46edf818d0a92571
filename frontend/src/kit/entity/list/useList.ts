import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStored } from "@/kit/lib/stored";
import { isFiltered } from "../filters/filters";
import type { EntityMeta } from "../meta";
import { listQuery, statsQuery } from "../queries";
import { useListState } from "./useListState";

/** How many records one step loads. */
export const pageSizes = [50, 100, 200];

/** Everything a list screen shows: what is asked (address), what has come (cache), what it adds up to. */
export function useList(entity: EntityMeta) {
  const { state, search, change } = useListState(entity);
  const [pageSize, setPageSize] = useStored(`page-size.${entity.name}`, 50);
  const list = useInfiniteQuery(listQuery(entity, search, pageSize));
  const pages = list.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const stats = useQuery({ ...statsQuery(entity, search, { sum: entity.money_field ?? "" }), enabled: entity.money_field !== null });
  const sum = entity.money_field ? stats.data?.items[0]?.sum?.[entity.money_field] : undefined;
  return {
    state, search, change, pageSize, setPageSize, rows,
    total: pages?.[0]?.total,
    sums: Array.isArray(sum) ? sum : [],
    /** Names what is shown: another view, or more of the same, is not news. */
    view: `${search}|${pages?.length ?? 0}|${pageSize}`,
    filtered: isFiltered(state),
    clear: () => change({ ...state, q: "", filters: [] }),
    loading: list.isPending,
    /** Rows of the former question are still shown while the next answer is on its way. */
    stale: list.isPlaceholderData,
    error: list.isError && rows.length === 0 ? list.error : null,
    retry: () => void list.refetch(),
    hasMore: list.hasNextPage,
    loadMore: () => void (list.isFetching || list.fetchNextPage()),
    loadingMore: list.isFetchingNextPage,
  };
}

export type List = ReturnType<typeof useList>;
