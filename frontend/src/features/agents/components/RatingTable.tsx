import { Link } from "react-router";
import { formatNumber } from "@/kit/lib/format";
import { Card } from "@/kit/ui/card";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { Rated } from "../api";
import { shareOf } from "../ratings";

export interface RatingTableProps {
  items: Rated[];
  /** The agent that is looked at alone, if one is. */
  chosen: string | null;
  /** The address of the screen for one agent, or for all. */
  to: (agent: string | null) => string;
}

/** Every agent with its share of good answers; a press looks at one alone. */
export function RatingTable({ items, chosen, to }: RatingTableProps) {
  return (
    <Card flush title="By agent" description="The share of rated answers that people found good.">
      <Table label="Ratings by agent" frameClassName="mt-2 max-h-96 rounded-t-none border-x-0 border-b-0">
        <TableHead>
          <TableRow>
            <HeadCell>Agent</HeadCell>
            <HeadCell align="end">Good</HeadCell>
            <HeadCell align="end">Bad</HeadCell>
            <HeadCell align="end" className="w-[35%] max-sm:w-auto">
              Share good
            </HeadCell>
          </TableRow>
        </TableHead>
        <tbody>
          {items.map((item) => (
            <TableRow key={item.agent} className="relative" data-selected={item.agent === chosen}>
              <Cell className="max-w-36 sm:max-w-72" title={item.label}>
                <Link to={to(item.agent === chosen ? null : item.agent)} aria-current={item.agent === chosen || undefined} className="block truncate rounded-sm font-medium after:absolute after:inset-0">
                  {item.label}
                </Link>
              </Cell>
              <Cell align="end">{formatNumber(item.up)}</Cell>
              <Cell align="end">{formatNumber(item.down)}</Cell>
              <Cell align="end">
                <Share share={shareOf(item) ?? 0} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Share({ share }: { share: number }) {
  return (
    <span className="flex items-center justify-end gap-3">
      <span aria-hidden className="h-1.5 max-w-40 flex-1 overflow-hidden rounded-full bg-n-5 max-sm:hidden">
        <span className="block h-full rounded-full bg-chart-3" style={{ width: `${share}%` }} />
      </span>
      <span className="w-11">{formatNumber(share / 100, { style: "percent" })}</span>
    </span>
  );
}
