import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useAgentLabel } from "@/kit/agent/labels";
import { formatCostIn, formatNumber } from "@/kit/lib/format";
import type { Period } from "@/kit/lib/period";
import { useUrlState } from "@/kit/lib/url-state";
import { Button } from "@/kit/ui/button";
import { Nothing, RelativeTime } from "@/kit/ui/figures";
import { Pill, type Tone } from "@/kit/ui/pill";
import { Select } from "@/kit/ui/select";
import { ErrorState, NoMatch, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { type Call, callsQuery } from "../api";
import { millisecondsText } from "../words";

const choices = [
  { value: "all", label: "Any outcome" },
  { value: "ok", label: "Answered" },
  { value: "failed", label: "Failed" },
  { value: "cut", label: "Broke off" },
  { value: "cancelled", label: "Stopped" },
];
const outcomes: Record<string, { label: string; tone: Tone }> = {
  ok: { label: "Answered", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cut: { label: "Broke off", tone: "warning" },
  cancelled: { label: "Stopped", tone: "neutral" },
  running: { label: "Running", tone: "accent" },
  lost: { label: "Lost", tone: "danger" },
};

/** Why a call failed, as the router saw it. */
const faults: Record<string, string> = {
  credentials: "key refused",
  refused: "request refused",
  busy: "too many requests",
  unavailable: "no answer",
  interrupted: "connection lost",
  malformed: "not understood",
};

/** Every attempt of the period, newest first. */
export function CallTable({ period, everybody }: { period: Period; everybody: boolean }) {
  const [params, change] = useUrlState();
  const status = params.get("outcome") ?? "";
  const list = useInfiniteQuery(callsQuery(period, status));
  const calls = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label="Calls" className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">Every call</h2>
        <Select aria-label="Outcome" className="w-36" value={status || "all"} choices={choices} onChange={(next) => change({ outcome: next === "all" ? null : next })} />
      </header>
      {list.isPending && <SkeletonRows rows={6} label="Loading the calls" />}
      {list.isError && <ErrorState error={list.error} doing="load the calls" onRetry={() => void list.refetch()} />}
      {list.isSuccess && calls.length === 0 && <NoMatch what="calls" onClear={() => change({ outcome: null })} />}
      {calls.length > 0 && <Calls calls={calls} everybody={everybody} />}
      {list.hasNextPage && (
        <Button className="self-start" size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}

const wide = "max-md:hidden";

function Calls({ calls, everybody }: { calls: Call[]; everybody: boolean }) {
  return (
    <Table label="Calls">
      <TableHead>
        <TableRow>
          <HeadCell>When</HeadCell>
          <HeadCell>Model</HeadCell>
          <HeadCell className={wide}>Agent</HeadCell>
          {everybody && <HeadCell className={wide}>Person</HeadCell>}
          <HeadCell>Outcome</HeadCell>
          <HeadCell align="end" className={wide}>
            Tokens in / out
          </HeadCell>
          <HeadCell align="end" className={wide}>
            First word
          </HeadCell>
          <HeadCell align="end">Cost</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {calls.map((call) => (
          <Row key={call.id} call={call} everybody={everybody} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ call, everybody }: { call: Call; everybody: boolean }) {
  const outcome = outcomes[call.status] ?? { label: call.status, tone: "neutral" as const };
  const labelOf = useAgentLabel();
  const agent = call.agent ? labelOf(call.agent) : "";
  const why = faults[call.fault];
  return (
    <TableRow>
      <Cell>
        <RelativeTime value={call.created_at} className="text-ink-2" />
      </Cell>
      <Cell className="max-w-32 sm:max-w-48 2xl:max-w-80" title={`${call.provider}/${call.model}`}>
        {call.model}
        {call.level > 0 && <span className="text-ink-2"> · asked as no. {call.level + 1}</span>}
      </Cell>
      <Cell className={`max-w-36 2xl:max-w-64 ${wide}`} title={agent}>
        {call.conversation_id && !everybody ? (
          <Link className="rounded-sm text-accent-text underline-offset-4 hover:underline" to={`/conversations/${call.conversation_id}`}>
            {agent || "Title"}
          </Link>
        ) : (
          agent || <Nothing />
        )}
      </Cell>
      {everybody && <Cell className={`max-w-36 2xl:max-w-64 ${wide}`} title={call.user_name ?? undefined}>{call.user_name ?? "Somebody who left"}</Cell>}
      <Cell title={why}>
        <Pill status={call.status} {...outcome} /> {why && <span className="ml-1 text-xs text-ink-2 max-2xl:sr-only">{why}</span>}
      </Cell>
      <Cell align="end" className={wide}>
        {call.estimated && <span title="Estimated: the provider did not come to tell">≈ </span>}
        {formatNumber(call.input_tokens)} / {formatNumber(call.output_tokens)}
      </Cell>
      <Cell align="end" className={wide}>
        {millisecondsText(call.ttft_ms ?? null)}
      </Cell>
      <Cell align="end">{paid(call)}</Cell>
    </TableRow>
  );
}

/** What it cost; nothing where it took no tokens, and unknown where nobody named a price. */
function paid(call: Call) {
  if (call.priced) return formatCostIn(4, call.cost, call.currency);
  return call.input_tokens + call.output_tokens > 0 ? <span className="text-ink-2">Unknown</span> : <Nothing />;
}
