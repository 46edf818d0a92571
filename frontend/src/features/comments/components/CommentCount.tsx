import { useInfiniteQuery } from "@tanstack/react-query";
import type { RecordPartProps } from "@/kit/entity/detail/parts";
import { commentsQuery } from "../api";

/** How many comments there are, beside the name of the tab. */
export default function CommentCount({ entity, record }: RecordPartProps) {
  const { data } = useInfiniteQuery(commentsQuery({ record_type: entity.name, record_id: record.id }));
  const total = data?.pages[0]?.total;
  return total ? <span className="rounded-full bg-n-4 px-1.5 text-xs text-ink-2 tabular-nums">{total}</span> : null;
}
