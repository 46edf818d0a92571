import { useQuery } from "@tanstack/react-query";
import { useAgentLabel } from "@/kit/agent/labels";
import { Chart } from "@/kit/charts/chart-card";
import { type ChartData, seriesColor } from "@/kit/charts/types";
import { formatCompact, formatCost, formatNumber } from "@/kit/lib/format";
import type { Period } from "@/kit/lib/period";
import { Card } from "@/kit/ui/card";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { type Sum, type Usage, usageQuery } from "../api";
import { axisCost } from "../words";
import { Cost } from "./Cost";

const DRAWN = 8;
const titles = { agent: "Agents", user: "People", model: "Models" };
const singular = { agent: "Agent", user: "Person", model: "Model" };

/** Who or what took how much, the dearest first: drawn side by side, and every figure in the table under it. */
export function UsageTable({ by, period }: { by: "agent" | "user" | "model"; period: Period }) {
  const { data, error, refetch } = useQuery(usageQuery(by, period));
  const labelOf = useAgentLabel();
  const title = titles[by];
  const nameOf = (item: Sum) => (by === "agent" && item.key ? labelOf(item.key) : item.label);
  return (
    <Card flush title={title} description={data && `Cost in US dollars${data.items.length > DRAWN ? `, the ${DRAWN} dearest drawn` : ""}.`}>
      {!data && !error && <SkeletonRows rows={8} label={`Loading ${title.toLowerCase()}`} />}
      {error && !data && <ErrorState error={error} doing={`load the ${title.toLowerCase()}`} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Bars title={`Cost by ${singular[by].toLowerCase()}`} items={data.items} nameOf={nameOf} />
          <Figures usage={data} heading={singular[by]} label={title} nameOf={nameOf} />
        </>
      )}
    </Card>
  );
}

function Bars({ title, items, nameOf }: { title: string; items: Sum[]; nameOf: (item: Sum) => string }) {
  const drawn = items.filter((item) => Number(item.cost) > 0).slice(0, DRAWN);
  if (drawn.length < 2) return null;
  const data: ChartData = {
    series: [{ key: "cost", label: "Cost", color: seriesColor(0) }],
    points: drawn.map((item) => ({ key: item.key, label: nameOf(item), values: { cost: Number(item.cost) } })),
  };
  return (
    <div className="px-4 pt-1 pb-2" style={{ height: drawn.length * 28 + 44 }}>
      <Chart title={title} data={data} shape="bars" format={(value) => formatCost(value)} formatShort={axisCost(Number(drawn[0]?.cost))} />
    </div>
  );
}

function Figures({ usage, heading, label, nameOf }: { usage: Usage; heading: string; label: string; nameOf: (item: Sum) => string }) {
  const digits = usage.items.some((item) => Number(item.cost) >= 1) ? 2 : 4;
  return (
    <Table label={label} frameClassName="mt-2 max-h-96 rounded-t-none border-x-0 border-b-0">
      <TableHead>
        <TableRow>
          <HeadCell>{heading}</HeadCell>
          <HeadCell align="end">Calls</HeadCell>
          <HeadCell align="end" className="max-sm:hidden">
            Tokens
          </HeadCell>
          <HeadCell align="end">Cost</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {usage.items.map((item) => (
          <TableRow key={item.key}>
            <Cell className="max-w-40 sm:max-w-64" title={nameOf(item)}>
              {nameOf(item)}
            </Cell>
            <Cell align="end">{formatNumber(item.calls ?? 0)}</Cell>
            <Cell align="end" className="max-sm:hidden">
              {formatCompact((item.input_tokens ?? 0) + (item.output_tokens ?? 0))}
            </Cell>
            <Cell align="end">
              <Cost sum={item} currency={usage.currency} digits={digits} />
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
