import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { useAgentLabel } from "@/kit/agent/labels";
import { ApiError } from "@/kit/api/errors";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { formatDateTime } from "@/kit/lib/format";
import { useUrlState } from "@/kit/lib/url-state";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, SkeletonRows, useSlow } from "@/kit/ui/states";
import { type TraceDetail, traceQuery } from "../api";
import { SpanPanel } from "../components/SpanPanel";
import { SpanTree } from "../components/SpanTree";
import { Totals } from "../components/Totals";
import { TraceActions } from "../components/TraceActions";
import { lengthOf, quiet, rowsOf } from "../tree";
import { sources, tones } from "../words";

/** How one answer came about. */
export default function TracePage() {
  const { id = "" } = useParams();
  const found = useQuery(traceQuery(id));
  const slow = useSlow(found.isPending);
  useScreenTitle(found.data?.asked);
  if (found.error instanceof ApiError && (found.error.status === 404 || found.error.status === 422)) return <NotFoundPage what="trace" />;
  if (found.data) return <Trace trace={found.data} />;
  return (
    <Page title="Trace">
      {found.isError && <ErrorState error={found.error} doing="load the trace" onRetry={() => void found.refetch()} />}
      {found.isPending && slow && <SkeletonRows rows={12} label="Loading the trace" />}
    </Page>
  );
}

function Trace({ trace }: { trace: TraceDetail }) {
  const [params, change] = useUrlState();
  const labelOf = useAgentLabel();
  const [turned, setTurned] = useState<ReadonlyMap<number, boolean>>(new Map());
  const folded = new Set(quiet(trace.spans).filter((number) => !turned.get(number)));
  for (const [number, open] of turned) if (!open) folded.add(number);
  const rows = rowsOf(trace.spans, folded);
  const wanted = Number(params.get("step"));
  const selected = rows.find((row) => row.span.number === wanted)?.span ?? rows[0]?.span;
  const fold = (number: number, open: boolean) => setTurned(new Map(turned).set(number, open));
  const who = [labelOf(trace.agent), sources[trace.source], trace.person && `for ${trace.person}`, formatDateTime(trace.started_at)].filter(Boolean).join(" · ");
  return (
    <Page title={trace.asked || "Trace"} beside={<Pill status={trace.status} tone={tones[trace.status]} />} description={who} actions={<TraceActions trace={trace} />}>
      <Totals trace={trace} />
      <div className="grid min-w-0 gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <SpanTree rows={rows} length={lengthOf(trace)} selected={selected?.number ?? 0} onSelect={(number) => change({ step: String(number) })} onFold={fold} />
        {selected && <SpanPanel key={selected.number} trace={trace.id} span={selected} />}
      </div>
    </Page>
  );
}
