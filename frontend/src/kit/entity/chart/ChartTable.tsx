import { Link } from "react-router";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { Chart } from "./data";
import type { ChartLook } from "./look";

interface ChartTableProps {
  title: string;
  look: ChartLook;
  chart: Chart;
  format: (value: number) => string;
  /** What the points are: "Status", "Issued on". */
  pointLabel: string;
}

const link = "rounded-sm underline-offset-4 hover:text-accent-text hover:underline";

/** The figures of the chart, each leading to the records behind it; with their total where they can be added up. */
export function ChartTable({ title, look, chart: { data }, format, pointLabel }: ChartTableProps) {
  const adds = look.verb === "count" || look.verb === "sum";
  const across = adds && data.series.length > 1 && look.series !== "";
  const points = look.period ? data.points.toReversed() : data.points; // the latest first
  const totalOf = (key: string) => data.points.reduce((sum, point) => sum + (point.values[key] ?? 0), 0);
  const rowTotal = (values: Record<string, number>) => Object.values(values).reduce((sum, value) => sum + value, 0);
  return (
    <Table label={title} frameClassName="shrink-0">
      <TableHead>
        <tr>
          <HeadCell pinned>{pointLabel}</HeadCell>
          {data.series.map((series) => (
            <HeadCell key={series.key} align="end">{series.label}</HeadCell>
          ))}
          {across && <HeadCell align="end">Total</HeadCell>}
        </tr>
      </TableHead>
      <tbody>
        {points.map((point) => (
          <TableRow key={point.key}>
            <Cell pinned className="max-w-72">{point.to ? <Link to={point.to} className={`${link} font-medium`}>{point.label}</Link> : point.label}</Cell>
            {data.series.map((series) => {
              const value = point.values[series.key] ?? 0;
              const to = point.links?.[series.key];
              return <Cell key={series.key} align="end">{value !== 0 && to ? <Link to={to} className={link}>{format(value)}</Link> : <span className={value === 0 ? "text-ink-2" : undefined}>{format(value)}</span>}</Cell>;
            })}
            {across && <Cell align="end" className="font-medium">{format(rowTotal(point.values))}</Cell>}
          </TableRow>
        ))}
      </tbody>
      {adds && points.length > 1 && (
        <tfoot>
          <tr className="h-9 font-semibold">
            <Cell pinned className="border-t border-line">Total</Cell>
            {data.series.map((series) => <Cell key={series.key} align="end" className="border-t border-line">{format(totalOf(series.key))}</Cell>)}
            {across && <Cell align="end" className="border-t border-line">{format(data.series.reduce((sum, series) => sum + totalOf(series.key), 0))}</Cell>}
          </tr>
        </tfoot>
      )}
    </Table>
  );
}
