import { formatMoney, formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import type { EntityMeta } from "../meta";
import { counted } from "../record";
import type { List } from "./useList";

/** How many of how many are shown, and what all that match add up to. */
export function ListFooter({ entity, list }: { entity: EntityMeta; list: List }) {
  const { rows, total, sums } = list;
  const money = entity.fields.find((field) => field.name === entity.money_field);
  return (
    <div role="group" aria-label="Totals" className="-mt-2 flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 border-x border-t border-line bg-n-2 px-3 text-sm text-ink-2 tabular-nums max-md:-mx-4 max-md:border-x-0">
      <p aria-live="polite">
        {total === undefined ? "…" : rows.length < total ? `1–${formatNumber(rows.length)} of ${formatNumber(total)}` : counted(entity, total, formatNumber(total))}
      </p>
      {list.hasMore && (
        <Button size="sm" variant="link" busy={list.loadingMore} onClick={list.loadMore}>
          Load {formatNumber(Math.min(list.pageSize, (total ?? 0) - rows.length))} more
        </Button>
      )}
      {money && (
        <p className="ml-auto flex flex-wrap items-center gap-x-3">
          <span className="max-md:sr-only">{money.label} of all {formatNumber(total ?? 0)}</span>
          {sums.map((sum) => (
            <strong key={sum.currency} className="font-semibold text-ink">
              {formatMoney(sum)}
            </strong>
          ))}
        </p>
      )}
    </div>
  );
}
