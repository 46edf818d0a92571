import { useInfiniteQuery } from "@tanstack/react-query";
import type { RecordPartProps } from "@/kit/entity/detail/parts";
import { attachmentsQuery } from "../api";

/** How many files there are, beside the name of the tab. */
export default function AttachmentCount({ entity, record }: RecordPartProps) {
  const { data } = useInfiniteQuery(attachmentsQuery({ record_type: entity.name, record_id: record.id }));
  const total = data?.pages[0]?.total;
  return total ? <span className="rounded-full bg-n-4 px-1.5 text-xs text-ink-2 tabular-nums">{total}</span> : null;
}
