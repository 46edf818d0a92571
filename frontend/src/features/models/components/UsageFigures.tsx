import { formatCompact, formatNumber } from "@/kit/lib/format";
import { Card } from "@/kit/ui/card";
import { Skeleton } from "@/kit/ui/states";
import type { Usage } from "../api";
import { costText, millisecondsText } from "../words";

/** The period in four figures. */
export function UsageFigures({ usage }: { usage: Usage | undefined }) {
  const total = usage?.total;
  const failed = total?.failed ?? 0;
  const figures = total && [
    { label: "Cost", value: costText(total.cost ?? "0", usage.currency), note: total.unpriced ? `${formatNumber(total.unpriced)} calls without a known price` : "All calls have a price" },
    { label: "Calls", value: formatNumber(total.calls ?? 0), note: failed ? `${formatNumber(failed)} of them failed or broke off` : "None failed" },
    { label: "Tokens", value: formatCompact((total.input_tokens ?? 0) + (total.output_tokens ?? 0)), note: `${formatCompact(total.input_tokens ?? 0)} read, ${formatCompact(total.output_tokens ?? 0)} written` },
    { label: "First word after", value: millisecondsText(total.ttft_ms ?? null), note: "Median of all calls" },
  ];
  return (
    <section aria-label="Figures" className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
      {!figures && [1, 2, 3, 4].map((n) => <Skeleton key={n} className="h-28 rounded-lg" />)}
      {figures?.map(({ label, value, note }) => (
        <Card key={label} title={label}>
          <p className="text-xl font-semibold tabular-nums">{value}</p>
          <p className="text-sm text-ink-2">{note}</p>
        </Card>
      ))}
    </section>
  );
}
