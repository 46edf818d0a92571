import { formatCost, formatCostIn } from "@/kit/lib/format";
import type { Sum } from "../api";

type Paid = Pick<Sum, "calls" | "cost" | "unpriced">;

/** What a sum of calls cost. Where calls of models without a price are among them it is at least that, or not known at all; never 0. */
export function Cost({ sum, currency, digits }: { sum: Paid; currency?: string; digits?: number }) {
  const { cost = "0", unpriced = 0 } = sum;
  const written = digits === undefined ? formatCost(cost, currency) : formatCostIn(digits, cost, currency);
  if (unpriced === 0) return written;
  const why = unpriced === 1 ? "1 call of a model without a price is not in it" : `${unpriced} calls of models without a price are not in it`;
  return (
    <span title={why}>
      {Number(cost) === 0 ? <span className="text-ink-2">Unknown</span> : `≥ ${written}`}
      <span className="sr-only">, {why}</span>
    </span>
  );
}
