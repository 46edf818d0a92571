import { useNavigate } from "react-router";
import { Area, Bar, CartesianGrid, ComposedChart, Legend, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { ChartCardProps } from "./chart-card";
import type { ChartData, ChartSeries, ChartShape } from "./types";

export type PlotProps = Pick<ChartCardProps, "shape" | "format" | "formatShort"> & { data: ChartData; label: string };

const tick = { fontSize: 12, fill: "var(--n-11)" };
const axis = { tickLine: false, axisLine: false, tick };

type Row = Record<string, unknown> & { name: string; to?: string; links?: Record<string, string> };

/** Draws a chart; loaded on demand because the drawing library is heavy. A press on a figure opens the list behind it. */
export default function Plot({ data, shape, format, formatShort, label }: PlotProps) {
  const navigate = useNavigate();
  const lying = shape === "bars";
  const rows = data.points.map((point): Row => ({ ...point.values, name: point.label, to: point.to, links: point.links }));
  const open = (row: Row | undefined, series?: string) => {
    const to = (series && row?.links?.[series]) ?? row?.to;
    if (to) void navigate(to);
  };
  const openAt = ({ activeTooltipIndex }: { activeTooltipIndex?: unknown }) => (shape === "line" || shape === "area") && open(rows[Number(activeTooltipIndex)]);
  const linked = rows.some((row) => row.to);
  const shorts = new Map(data.points.map((point) => [point.label, point.short ?? point.label]));
  return (
    <div role="img" aria-label={label} className="size-full text-xs [&_.recharts-surface]:outline-none">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={rows} layout={lying ? "vertical" : "horizontal"} accessibilityLayer={false} margin={{ top: 4, right: 8, bottom: 0, left: 0 }} barCategoryGap={lying ? 6 : "20%"} onClick={openAt} className={linked ? "cursor-pointer" : undefined}>
          <CartesianGrid stroke="var(--n-5)" vertical={lying} horizontal={!lying} />
          {lying ? <XAxis type="number" {...axis} tickFormatter={formatShort} tickCount={4} /> : <XAxis dataKey="name" {...axis} interval="preserveStartEnd" minTickGap={12} tickFormatter={(name: string) => shorts.get(name) ?? name} />}
          {lying ? <YAxis type="category" dataKey="name" {...axis} width={148} interval={0} tickFormatter={shortName} /> : <YAxis {...axis} width={52} tickFormatter={formatShort} />}
          <Tooltip cursor={shape === "line" || shape === "area" ? { stroke: "var(--n-8)" } : { fill: "var(--n-4)" }} content={({ active, payload, label: at }) => active && <Tip title={String(at)} lines={(payload ?? []).map(lineOf)} format={format} />} />
          {data.series.length > 1 && <Legend iconType="circle" iconSize={8} formatter={(value: string) => <span className="text-ink-2">{value}</span>} />}
          {data.series.map((series, index) => drawn(shape, series, index === data.series.length - 1, (row) => open(row, series.key)))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** One series in its shape; the last one of a stack is rounded. */
function drawn(shape: ChartShape, { key, label, color }: ChartSeries, last: boolean, open: (row: Row | undefined) => void) {
  const shared = { dataKey: key, name: label, isAnimationActive: false } as const;
  if (shape === "line") return <Line key={key} {...shared} type="monotone" stroke={color} strokeWidth={2} dot={false} activeDot={{ r: 4 }} />;
  if (shape === "area") return <Area key={key} {...shared} type="monotone" stackId="all" stroke={color} fill={color} fillOpacity={0.25} strokeWidth={2} activeDot={{ r: 4 }} />;
  const lying = shape === "bars";
  const radius: [number, number, number, number] | number = last ? (lying ? [0, 3, 3, 0] : [3, 3, 0, 0]) : 0;
  return <Bar key={key} {...shared} stackId="all" fill={color} maxBarSize={lying ? 18 : 40} radius={radius} onClick={(bar: { payload?: Row }) => open(bar.payload)} />;
}

interface TipLine {
  name: string;
  color: string;
  value: number;
}

function lineOf(entry: { name?: unknown; color?: string; value?: unknown }): TipLine {
  return { name: String(entry.name ?? ""), color: entry.color ?? "", value: Number(entry.value ?? 0) };
}

function Tip({ title, lines, format }: { title: string; lines: TipLine[]; format: (value: number) => string }) {
  return (
    <div className="popup px-3 py-2">
      <p className="mb-1 font-medium">{title}</p>
      {lines
        .filter((line) => line.value !== 0)
        .map((line) => (
          <p key={line.name} className="flex items-center gap-2">
            <span aria-hidden className="size-2 rounded-full" style={{ background: line.color }} />
            <span className="text-ink-2">{line.name}</span>
            <span className="ml-auto pl-4 tabular-nums">{format(line.value)}</span>
          </p>
        ))}
    </div>
  );
}

function shortName(name: string): string {
  return name.length > 18 ? `${name.slice(0, 17)}…` : name;
}
