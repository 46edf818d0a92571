import { ChartColumn, Table as TableIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Link } from "react-router";
import { Card } from "@/kit/ui/card";
import { Nothing } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { Skeleton } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { ChartData, ChartShape } from "./types";

const Plot = lazy(() => import("./plot"));

export interface ChartCardProps {
  title: string;
  description?: ReactNode;
  /** Undefined while it loads. */
  data: ChartData | undefined;
  shape: ChartShape;
  /** A figure in full, for the tooltip and the table. */
  format: (value: number) => string;
  /** A figure in short, for the axis. */
  formatShort: (value: number) => string;
  /** What the points are: "Month", "Customer". */
  pointLabel: string;
  height?: number;
  /** Said instead of a chart whose values are all 0. */
  empty?: string;
}

/** A chart in a card. The same figures stand in a table, one press away. */
export function ChartCard({ title, description, data, shape, format, formatShort, pointLabel, height = 264, empty = "" }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const nothing = empty !== "" && data?.points.every((point) => Object.values(point.values).every((value) => value === 0));
  return (
    <Card
      title={title}
      description={description}
      actions={
        <IconButton label={asTable ? `Show ${title} as a chart` : `Show ${title} as a table`} size="sm" disabled={!data} onClick={() => setAsTable(!asTable)}>
          {asTable ? <ChartColumn aria-hidden /> : <TableIcon aria-hidden />}
        </IconButton>
      }
    >
      <div style={{ height }}>
        {!data && <Skeleton className="size-full" />}
        {data && asTable && <Figures title={title} data={data} format={format} pointLabel={pointLabel} />}
        {nothing && !asTable && <p className="grid size-full place-items-center text-center text-sm text-ink-2">{empty}</p>}
        {data && !nothing && !asTable && <Chart title={title} data={data} shape={shape} format={format} formatShort={formatShort} />}
      </div>
    </Card>
  );
}

/** A chart alone, as large as what it stands in; where the figures are beside it anyway. */
export function Chart({ title, data, shape, format, formatShort }: Pick<ChartCardProps, "title" | "shape" | "format" | "formatShort"> & { data: ChartData }) {
  return (
    <Suspense fallback={<Skeleton className="size-full" />}>
      <Plot data={data} shape={shape} format={format} formatShort={formatShort} label={`${title}. ${summary(data, format)}`} />
    </Suspense>
  );
}

/** The chart in a sentence, for those who do not see it. */
export function summary(data: ChartData, format: (value: number) => string): string {
  const totals = data.points.map((point) => ({ label: point.label, total: Object.values(point.values).reduce((sum, value) => sum + value, 0) }));
  const highest = totals.toSorted((a, b) => b.total - a.total)[0];
  return highest ? `${data.points.length} values; the highest is ${highest.label} with ${format(highest.total)}.` : "Nothing to show.";
}

function Figures({ title, data, format, pointLabel }: Pick<ChartCardProps, "title" | "format" | "pointLabel"> & { data: ChartData }) {
  return (
    <Table label={title} frameClassName="h-full">
      <TableHead>
        <TableRow>
          <HeadCell>{pointLabel}</HeadCell>
          {data.series.map((series) => (
            <HeadCell key={series.key} align="end">
              {series.label}
            </HeadCell>
          ))}
        </TableRow>
      </TableHead>
      <tbody>
        {data.points.map((point) => (
          <TableRow key={point.key}>
            <Cell className="max-w-56">
              {point.to ? (
                <Link to={point.to} className="rounded-sm text-accent-text underline-offset-4 hover:underline">
                  {point.label}
                </Link>
              ) : (
                point.label
              )}
            </Cell>
            {data.series.map((series) => (
              <Cell key={series.key} align="end">
                {point.values[series.key] === undefined ? <Nothing /> : format(point.values[series.key] ?? 0)}
              </Cell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
