import { useQuery } from "@tanstack/react-query";
import { formatMoney, formatNumber, type Money } from "@/kit/lib/format";
import type { EntityMeta } from "../meta";
import { statsQuery } from "../queries";
import { counted } from "../record";

/** How many records `search` finds, and what their amounts add up to. */
export function useTotals(entity: EntityMeta, search: string, enabled: boolean): { total: number | undefined; sums: Money[] } {
  const { data } = useQuery({ ...statsQuery(entity, search, entity.money_field ? { sum: entity.money_field } : {}), enabled });
  const sum = entity.money_field ? data?.items[0]?.sum?.[entity.money_field] : undefined;
  return { total: data?.items[0]?.count, sums: Array.isArray(sum) ? sum : [] };
}

interface ListFooterProps {
  entity: EntityMeta;
  total: number | undefined;
  sums: Money[];
  /** First and last row in view, where only a part is. */
  inView?: [number, number];
}

/** How many records there are, which of them are in view, and what all that match add up to. */
export function ListFooter({ entity, total, sums, inView }: ListFooterProps) {
  const money = entity.fields.find((field) => field.name === entity.money_field);
  const part = inView && total !== undefined && inView[1] - inView[0] < total;
  return (
    <div role="group" aria-label="Totals" className="-mt-2 flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 border-x border-t border-line bg-n-2 px-3 text-sm text-ink-2 tabular-nums max-md:-mx-4 max-md:border-x-0">
      <p aria-live="polite">{total === undefined ? "…" : counted(entity, total, formatNumber(total))}</p>
      {part && (
        <p aria-hidden>
          {formatNumber(inView[0] + 1)}–{formatNumber(inView[1])} of {formatNumber(total)}
        </p>
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
