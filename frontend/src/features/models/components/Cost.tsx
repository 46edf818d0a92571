import { formatCost } from "@/kit/lib/format";
import type { Sum } from "../api";


type Paid = Pick<Sum, "calls" | "cost" | "unpriced">;

/** What a sum of calls cost. Where calls of models without a price are among them it is at least that, or not known at all; never 0. */
export function Cost({ sum, currency }: { sum: Paid; currency?: string }) {
  const { cost = "0", unpriced = 0 } = sum;
  if (unpriced === 0) return formatCost(cost, currency);
  const why = unpriced === 1 ? "1 call of a model without a price is not in it" : `${unpriced} calls of models without a price are not in it`;
  return (
    <span title={why}>
      {Number(cost) === 0 ? <span className="text-ink-2">Unknown</span> : `≥ ${formatCost(cost, currency)}`}
      <span className="sr-only">, {why}</span>
    </span>
  );
}
