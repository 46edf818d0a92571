import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { formatNumber } from "@/kit/lib/format";
import { useUrlState } from "@/kit/lib/url-state";
import { Button } from "@/kit/ui/button";
import { Nothing, RelativeTime } from "@/kit/ui/figures";
import { Pill, type Tone } from "@/kit/ui/pill";
import { Select } from "@/kit/ui/select";
import { ErrorState, NoMatch, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { type Call, callsQuery, type Period } from "../api";
import { costText, millisecondsText } from "../words";

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

/** Every attempt of the period, newest first. */
export function CallTable({ period, everybody }: { period: Period; everybody: boolean }) {
  const [params, change] = useUrlState();
  const status = params.get("outcome") ?? "";
  const list = useInfiniteQuery(callsQuery(period, status));
  const calls = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label="Calls" className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">Calls</h2>
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
            Tokens
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
  return (
    <TableRow>
      <Cell>
        <RelativeTime value={call.created_at} className="text-ink-2" />
      </Cell>
      <Cell className="max-w-32 sm:max-w-56" title={`${call.provider}/${call.model}`}>
        {call.model}
        {call.level > 0 && <span className="text-ink-2"> · choice {call.level + 1}</span>}
      </Cell>
      <Cell className={wide}>{call.conversation_id && !everybody ? <Link className="rounded-sm text-accent-text underline-offset-4 hover:underline" to={`/conversations/${call.conversation_id}`}>{call.agent || "Title"}</Link> : call.agent || <Nothing />}</Cell>
      {everybody && <Cell className={wide}>{call.user_name ?? "Somebody who left"}</Cell>}
      <Cell>
        <Pill status={call.status} {...outcome} />
      </Cell>
      <Cell align="end" className={wide}>
        {call.estimated && <span title="Estimated: the provider did not come to tell">≈ </span>}
        {formatNumber(call.input_tokens)} / {formatNumber(call.output_tokens)}
      </Cell>
      <Cell align="end" className={wide}>
        {millisecondsText(call.ttft_ms ?? null)}
      </Cell>
      <Cell align="end">{call.priced ? costText(call.cost, call.currency) : <Nothing />}</Cell>
    </TableRow>
  );
}
