import { Link } from "react-router";
import { useAgentLabel } from "@/kit/agent/labels";
import { formatNumber, humanize } from "@/kit/lib/format";
import { Nothing, RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { TraceOut } from "../api";
import { cost, duration, sources, tones } from "../words";

/** Traces, newest first; a line opens its tree. */
export function TraceTable({ traces, everybody }: { traces: TraceOut[]; everybody: boolean }) {
  return (
    <Table label="Traces">
      <TableHead>
        <TableRow>
          <HeadCell>Asked</HeadCell>
          <HeadCell>Ended</HeadCell>
          <HeadCell className="max-md:hidden">Agent</HeadCell>
          {everybody && <HeadCell className="max-lg:hidden">Person</HeadCell>}
          <HeadCell align="end">Duration</HeadCell>
          <HeadCell align="end" className="max-2xl:hidden">Model calls</HeadCell>
          <HeadCell align="end" className="max-2xl:hidden">Tool calls</HeadCell>
          <HeadCell align="end" className="max-md:hidden">Tokens</HeadCell>
          <HeadCell align="end" className="max-md:hidden">Cost</HeadCell>
          <HeadCell align="end" className="max-sm:hidden">Began</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {traces.map((trace) => (
          <Row key={trace.id} trace={trace} everybody={everybody} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ trace, everybody }: { trace: TraceOut; everybody: boolean }) {
  const agent = useAgentLabel()(trace.agent);
  const tokens = trace.input_tokens + trace.output_tokens;
  return (
    <TableRow className="relative">
      <Cell className="max-w-40 sm:max-w-60 2xl:max-w-96" title={trace.asked}>
        <Link to={`/traces/${trace.id}`} className="block truncate rounded-sm font-medium after:absolute after:inset-0">
          {trace.asked || humanize(trace.source)}
        </Link>
      </Cell>
      <Cell>
        <Pill status={trace.status} tone={tones[trace.status]} />
      </Cell>
      <Cell className="max-w-36 max-md:hidden 2xl:max-w-64" title={[agent, sources[trace.source]].filter(Boolean).join(" · ")}>
        {agent}
        {sources[trace.source] && <span className="text-ink-2"> · {sources[trace.source]}</span>}
      </Cell>
      {everybody && <Cell className="max-w-32 max-lg:hidden 2xl:max-w-64" title={trace.person ?? undefined}>{trace.person ?? <span className="text-ink-2 italic">no longer here</span>}</Cell>}
      <Cell align="end">{duration(trace.ms)}</Cell>
      <Cell align="end" className="max-2xl:hidden">{formatNumber(trace.steps)}</Cell>
      <Cell align="end" className="max-2xl:hidden">{formatNumber(trace.calls)}</Cell>
      <Cell align="end" className="max-md:hidden">{tokens > 0 ? formatNumber(tokens) : <Nothing />}</Cell>
      <Cell align="end" className="max-md:hidden">{cost(trace.cost) || <Nothing />}</Cell>
      <Cell align="end" className="text-ink-2 max-sm:hidden">
        <RelativeTime value={trace.started_at} className="relative" />
      </Cell>
    </TableRow>
  );
}
