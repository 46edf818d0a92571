import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { formatMoney } from "@/kit/lib/format";
import { toast } from "@/kit/ui/toast";
import type { ListState } from "../filters/filters";
import { searchOf, withFilter } from "../filters/filters";
import type { EntityMeta, FieldMeta } from "../meta";
import { listQuery, statsQuery } from "../queries";
import { type EntityRecord, titleOf } from "../record";
import { holdListed, quietly, refreshEntity, showListed, updateRecord } from "../writes";
import { byDay, searchBetween } from "./calendar";

/** Records that are loaded one by one; of more than that only the number on each day is shown. */
const most = 600;
const atOnce = 200;

export interface DayContent {
  records: EntityRecord[];
  count: number;
  /** What the records of a crowded day add up to. */
  sum: string | null;
}

const nothing: DayContent = { records: [], count: 0, sum: null };

/** What stands on the days from `first` to `last`. */
export function useCalendar(entity: EntityMeta, field: FieldMeta, state: ListState, first: string, last: string, enabled: boolean) {
  const search = searchBetween(state, field, first, last);
  const list = useInfiniteQuery({ ...listQuery(entity, search, atOnce), enabled });
  const pages = list.data?.pages;
  const crowded = (pages?.[0]?.total ?? 0) > most;
  const { hasNextPage, isFetching, fetchNextPage } = list;
  useEffect(() => {
    if (!crowded && hasNextPage && !isFetching) void fetchNextPage();
  }, [crowded, hasNextPage, isFetching, fetchNextPage]);
  const money = entity.money_field;
  const stats = useQuery({ ...statsQuery(entity, search, { bucket: `day:${field.name}`, limit: 100, ...(money ? { sum: money } : {}) }), enabled: enabled && crowded });
  const days = useMemo(() => byDay(field, pages?.flatMap((page) => page.items) ?? []), [field, pages]);
  const counted = useMemo(() => new Map(stats.data?.items.map((item) => [String(item.group[field.name] ?? ""), item])), [stats.data, field]);
  const on = (day: string): DayContent => {
    if (!crowded) return { records: days.get(day) ?? [], count: days.get(day)?.length ?? 0, sum: null };
    const found = counted.get(day);
    const sum = money ? found?.sum?.[money] : undefined;
    return found ? { records: [], count: found.count, sum: Array.isArray(sum) && sum.length === 1 && sum[0] ? formatMoney(sum[0]) : null } : nothing;
  };
  const without = useQuery({ ...statsQuery(entity, searchOf(withFilter(state, field.name, [{ op: "null", value: "true" }])), {}), enabled: enabled && field.ops.includes("null") });
  return {
    on, crowded, loading: list.isPending, error: list.isError && !pages ? list.error : null, retry: () => void list.refetch(),
    total: pages?.[0]?.total, without: without.data?.items[0]?.count ?? 0,
  };
}

/** Puts a record on another day: shown at once, taken back when the server refuses, with Undo. */
export async function putOn(entity: EntityMeta, field: FieldMeta, record: EntityRecord, day: string, label: string): Promise<void> {
  const before = record[field.name];
  const writing = updateRecord(entity, record.id, { [field.name]: day }, record.version);
  holdListed(entity, record.id, { [field.name]: day }, writing);
  try {
    const after = await writing;
    const undo = () => updateRecord(entity, after.id, { [field.name]: before }, after.version);
    toast.success(`${titleOf(entity, record)} is on ${label} now`, { id: `move ${record.id}`, action: { label: "Undo", onClick: () => void quietly(undo()) } });
  } catch (error) {
    showListed(entity, record.id, { [field.name]: before });
    void refreshEntity(entity);
    await quietly(Promise.reject(error instanceof Error ? error : new Error(String(error))));
  }
}
