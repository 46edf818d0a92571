import type { ReactNode } from "react";
import { Link } from "react-router";
import { formatCompact, formatNumber } from "@/kit/lib/format";
import { useCan } from "@/kit/session/store";
import { Card } from "@/kit/ui/card";
import { Skeleton } from "@/kit/ui/states";
import type { Usage } from "../api";
import { millisecondsText } from "../words";
import { Cost } from "./Cost";

/** The period in four figures. */
export function UsageFigures({ usage }: { usage: Usage | undefined }) {
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      {!usage && [1, 2, 3, 4].map((n) => <Skeleton key={n} className="h-28 rounded-lg" />)}
      {usage && <Four usage={usage} />}
    </section>
  );
}

function Four({ usage: { total, currency } }: { usage: Usage }) {
  const { calls = 0, failed = 0, unpriced = 0, input_tokens: read = 0, output_tokens: written = 0, ttft_ms: first = null } = total;
  return (
    <>
      <Figure label="Cost" note={unpriced > 0 ? <Unpriced calls={unpriced} /> : "US dollars; every call has a price"}>
        <Cost sum={total} currency={currency} />
      </Figure>
      <Figure label="Calls" note={failed ? `${formatNumber(failed)} failed or broke off` : "None failed"}>
        {formatNumber(calls)}
      </Figure>
      <Figure label="Tokens" note={`${formatCompact(read)} read, ${formatCompact(written)} written`}>
        {formatCompact(read + written)}
      </Figure>
      <Figure label="First word after" note="Median of all calls">
        {millisecondsText(first)}
      </Figure>
    </>
  );
}

/** Calls of which nobody knows what they cost, and where that is mended. */
function Unpriced({ calls }: { calls: number }) {
  const words = calls === 1 ? "1 call without a known price" : `${formatNumber(calls)} calls without a known price`;
  return useCan("models:read") ? (
    <Link to="/models?tab=prices" className="rounded-sm text-accent-text underline underline-offset-4">
      {words}
    </Link>
  ) : (
    words
  );
}

function Figure({ label, note, children }: { label: string; note: ReactNode; children: ReactNode }) {
  return (
    <Card title={label}>
      <p className="text-xl font-semibold tabular-nums">{children}</p>
      <p className="text-sm text-ink-2">{note}</p>
    </Card>
  );
}
