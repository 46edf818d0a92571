import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { cn } from "@/kit/lib/cn";
import { formatMoney, formatNumber } from "@/kit/lib/format";
import type { Drag, DragHandle } from "@/kit/lib/use-drag";
import { Button } from "@/kit/ui/button";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, Skeleton, useSlow } from "@/kit/ui/states";
import type { EntityMeta, FieldMeta } from "../meta";
import { listQuery } from "../queries";
import type { EntityRecord } from "../record";
import { type BoardColumn as Column, cardFields, cardsAtOnce, columnOf, refusal } from "./board";
import { RecordCard } from "./RecordCard";

interface BoardColumnProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  field: FieldMeta;
  column: Column;
  loading: boolean;
  drag: Drag<EntityRecord> | null;
  /** Null for people who may not move cards. */
  handlers: DragHandle<EntityRecord>["handlers"] | null;
}

/** One value of the field: how many records have it, what they add up to, and their cards, loaded as one scrolls. */
export function BoardColumn({ entity, entities, field, column, loading, drag, handlers }: BoardColumnProps) {
  const list = useInfiniteQuery({ ...listQuery(entity, column.search, cardsAtOnce), enabled: !loading && column.count > 0 });
  const cards = list.data?.pages.flatMap((page) => page.items) ?? [];
  const frame = useRef<HTMLDivElement>(null);
  const slow = useSlow(loading || list.isLoading);
  const why = drag ? refusal(entity, field, drag.item, column.value) : null;
  const over = drag?.over === column.value && columnOf(field, drag.item) !== column.value;
  const fields = cardFields(entity, field);
  useLoadAhead(frame, list.hasNextPage && !list.isFetchingNextPage, () => void list.fetchNextPage());
  const shown = column.count > 0 ? cards : cards.slice(0, column.count);
  return (
    <section
      aria-label={`${column.label}, ${formatNumber(column.count)}`}
      data-drop={column.value}
      data-blocked={why !== null || undefined}
      className={cn("flex min-h-0 w-[78vw] shrink-0 snap-start flex-col rounded-lg border border-line bg-n-2 sm:w-60 md:min-w-52 md:flex-1 md:shrink", why && "opacity-60", over && !why && "border-accent bg-accent-soft", over && why && "border-danger")}
    >
      <header className="flex min-h-10 items-center gap-2 px-2.5">
        {field.kind === "status" && column.value ? <Pill status={column.value} label={column.label} className="min-w-0" /> : <h2 className="truncate text-sm font-medium">{column.label}</h2>}
        <span className="text-sm text-ink-2 tabular-nums">{loading ? "" : formatNumber(column.count)}</span>
        {column.sums[0] && (
          <span className="ml-auto truncate text-sm text-ink-2 tabular-nums" title={column.sums.map(formatMoney).join(" + ")}>
            {formatMoney(column.sums[0])}
            {column.sums.length > 1 && ` +${column.sums.length - 1}`}
          </span>
        )}
      </header>
      {why && <p className="px-2.5 pb-2 text-xs text-ink-2">{why}.</p>}
      <div ref={frame} className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-1.5">
        <ul className="flex flex-col gap-1.5">
          {(loading || list.isLoading) && slow && Array.from({ length: 4 }, (_, card) => <li key={card} aria-hidden><Skeleton className="h-20 w-full" /></li>)}
          {shown.map((record) => (
            <RecordCard key={record.id} entity={entity} entities={entities} fields={fields} record={record} lifted={drag?.item.id === record.id} handlers={handlers?.(record)} />
          ))}
        </ul>
        {list.error && cards.length === 0 && <ErrorState error={list.error} doing="load these" onRetry={() => void list.refetch()} className="px-2 py-6" />}
        {!loading && column.count === 0 && !drag && <p className="px-1 py-2 text-sm text-ink-2">Nothing here.</p>}
        {list.hasNextPage && (
          <Button size="sm" variant="ghost" busy={list.isFetchingNextPage} className="mt-1.5 w-full" onClick={() => void list.fetchNextPage()}>
            {formatNumber(Math.max(0, column.count - cards.length))} more
          </Button>
        )}
      </div>
    </section>
  );
}

/** Loads the next cards before the last ones come into view. */
function useLoadAhead(ref: React.RefObject<HTMLElement | null>, more: boolean, load: () => void): void {
  useEffect(() => {
    const frame = ref.current;
    if (!frame || !more) return;
    const look = () => frame.scrollTop > 0 && frame.scrollHeight - frame.scrollTop - frame.clientHeight < 600 && load();
    look(); // still at the end after some have come
    frame.addEventListener("scroll", look, { passive: true });
    return () => frame.removeEventListener("scroll", look);
  });
}
