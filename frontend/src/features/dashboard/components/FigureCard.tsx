import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import { Link } from "react-router";
import { Sparkline } from "@/kit/charts/sparkline";
import { formatMoney, formatNumber } from "@/kit/lib/format";
import { Skeleton } from "@/kit/ui/states";
import { type Figure, listOf } from "../plan";
import { statsQuery, today } from "../queries";
import { seriesOf, type StatsItem, sumsOf, type Trend, trendOf, valueOf } from "../shape";

/** One figure with its trend and form; all of it opens the list behind it. */
export function FigureCard({ figure }: { figure: Figure }) {
  const sum: Record<string, string> = figure.money ? { sum: figure.money } : {};
  const { field, period } = figure.along;
  const total = useQuery(statsQuery(figure.entity, { ...figure.search, ...sum }));
  const item = total.data?.[0];
  const currency = figure.money ? (sumsOf(item, figure.money)[0]?.currency ?? null) : null;
  const along = useQuery(statsQuery(figure.entity, { ...figure.search, ...sum, bucket: `${period}:${field}`, sort: `-${field}`, limit: "12" }));
  const series = seriesOf(along.data ?? [], figure.along, (one) => valueOf(one, figure.money, currency), today());
  const trend = trendOf(series, period);
  return (
    <Link to={listOf(figure.entity, figure.search)} className="flex h-[116px] min-w-0 flex-col justify-between rounded-lg border border-line bg-surface p-4 hover:border-n-7 hover:bg-hover">
      <span className="truncate text-sm text-ink-2">{figure.label}</span>
      {total.isError ? (
        <span className="text-sm text-danger-text">Could not be loaded</span>
      ) : item || !total.isPending ? (
        <Amount figure={figure} item={item} />
      ) : (
        <Skeleton className="h-6 w-28" />
      )}
      <span className="flex h-7 items-end justify-between gap-2">
        {trend ? field === "created_at" ? <Added count={trend.last} /> : <TrendText trend={trend} /> : <span />}
        <Sparkline values={series.map((point) => point.value)} />
      </span>
    </Link>
  );
}

function Amount({ figure, item }: { figure: Figure; item: StatsItem | undefined }) {
  const [first, ...others] = figure.money ? sumsOf(item, figure.money) : [];
  const count = item?.count ?? 0;
  if (!figure.money) return <span className="truncate text-xl font-semibold tabular-nums">{formatNumber(count)}</span>;
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <span className="truncate text-xl font-semibold tabular-nums">{first ? formatMoney(first) : formatNumber(0)}</span>
      <span className="shrink-0 text-xs text-ink-2 tabular-nums">
        {others.length > 0 && `+ ${others.length} ${others.length === 1 ? "currency" : "currencies"}, `}
        {formatNumber(count)} {(count === 1 ? figure.entity.label_singular : figure.entity.label).toLowerCase()}
      </span>
    </span>
  );
}

function Added({ count }: { count: number }) {
  return (
    <span className="truncate text-xs text-ink-2">
      <span className="font-medium text-ink tabular-nums">{count === 0 ? "None" : `+${formatNumber(count)}`}</span> added this week
    </span>
  );
}

function TrendText({ trend }: { trend: Trend }) {
  const Icon = trend.change === null || trend.change === 0 ? Minus : trend.change > 0 ? ArrowUp : ArrowDown;
  const change = trend.change === null ? (trend.last > 0 ? "new" : "no change") : formatNumber(Math.abs(trend.change), { style: "percent", maximumFractionDigits: 0 });
  return (
    <span className="flex min-w-0 items-center gap-1 text-xs text-ink-2">
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span className="sr-only">{Icon === ArrowUp ? "up" : Icon === ArrowDown ? "down" : ""}</span>
      <span className="truncate">
        <span className="font-medium text-ink tabular-nums">{change}</span> in {trend.period}
      </span>
    </span>
  );
}
