import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode } from "react";
import { formatMoney, formatNumber, type Money } from "@/kit/lib/format";
import { useRowsInView } from "@/kit/lib/use-row-window";
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
  /** What says which of them are in view. */
  children?: ReactNode;
}

/** How many records there are, which of them are in view, and what all that match add up to. */
export const ListFooter = memo(function ListFooter({ entity, total, sums, children }: ListFooterProps) {
  const money = entity.fields.find((field) => field.name === entity.money_field);
  return (
    <div role="group" aria-label="Totals" className="-mt-2 flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 border-x border-t border-line bg-n-2 px-3 text-sm text-ink-2 tabular-nums max-md:-mx-4 max-md:border-x-0">
      <p aria-live="polite">{total === undefined ? "…" : counted(entity, total, formatNumber(total))}</p>
      {children}
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
});

/** "811–830 of 830", kept up while one scrolls. Not read aloud: the rows say their own numbers. */
export function RowsInView({ frame, rowHeight, total }: { frame: HTMLElement | null; rowHeight: number; total: number }) {
  const [from, to] = useRowsInView(frame, rowHeight, total);
  if (to - from >= total) return null;
  return (
    <p aria-hidden>
      {formatNumber(from + 1)}–{formatNumber(to)} of {formatNumber(total)}
    </p>
  );
}
