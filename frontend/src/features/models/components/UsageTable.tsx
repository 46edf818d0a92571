import { useQuery } from "@tanstack/react-query";
import { formatCompact, formatNumber, humanize } from "@/kit/lib/format";
import { Card } from "@/kit/ui/card";
import { Pill } from "@/kit/ui/pill";
import { SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { type Period, usageQuery } from "../api";
import { costText } from "../words";

/** Who or what took how much, the dearest first. */
export function UsageTable({ by, title, period }: { by: "agent" | "user" | "model"; title: string; period: Period }) {
  const { data } = useQuery(usageQuery(by, period));
  return (
    <Card flush title={title}>
      {!data && <SkeletonRows rows={3} label={`Loading ${title.toLowerCase()}`} />}
      {data && (
        <Table label={title} frameClassName="mt-2 rounded-t-none border-x-0 border-b-0">
          <TableHead>
            <TableRow>
              <HeadCell>{title}</HeadCell>
              <HeadCell align="end">Calls</HeadCell>
              <HeadCell align="end" className="max-sm:hidden">
                Tokens
              </HeadCell>
              <HeadCell align="end">Cost</HeadCell>
            </TableRow>
          </TableHead>
          <tbody>
            {data.items.map((item) => (
              <TableRow key={item.key}>
                <Cell className="max-w-40 sm:max-w-64">{by === "agent" ? humanize(item.label) : item.label}</Cell>
                <Cell align="end">{formatNumber(item.calls ?? 0)}</Cell>
                <Cell align="end" className="max-sm:hidden">
                  {formatCompact((item.input_tokens ?? 0) + (item.output_tokens ?? 0))}
                </Cell>
                <Cell align="end">{item.unpriced === item.calls ? <Pill status="unpriced" label="No price" tone="warning" /> : costText(item.cost ?? "0", data.currency)}</Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
