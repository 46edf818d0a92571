import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { summary } from "@/kit/charts/chart-card";
import { formatCompact, formatMoney, formatNumber } from "@/kit/lib/format";
import { Empty, ErrorState, NoMatch, Skeleton, useSlow } from "@/kit/ui/states";
import { FilterBar } from "../filters/FilterBar";
import { filterFields } from "../filters/fields";
import { isFiltered } from "../filters/filters";
import type { LayoutProps } from "../list/ListLayout";
import { choiceLabel, type EntityMeta, type FieldMeta, useEntities } from "../meta";
import { useNames } from "../names";
import { statsQuery, type StatsItem } from "../queries";
import { ChartOptions } from "./ChartOptions";
import { ChartTable } from "./ChartTable";
import { askOf, chartOf, measureName, mostPoints } from "./data";
import { type ChartLook, chartLook, readChart } from "./look";

const Plot = lazy(() => import("@/kit/charts/plot"));

/** The records as figures: what is counted or summed, by what, in which shape. Each figure leads to the records behind it. */
export default function ChartLayout({ entity, view, searchRef }: LayoutProps) {
  const entities = useEntities();
  const look = useMemo(() => readChart(entities, entity, view.look.options), [entities, entity, view.look.options]);
  const stats = useQuery({ ...statsQuery(entity, view.search, askOf(look)), enabled: !view.waiting });
  const nameOf = useNameOf(entities, entity, look, stats.data?.items);
  const chart = useMemo(() => stats.data && chartOf(entity, look, view.state, stats.data.items, nameOf), [entity, look, view.state, stats.data, nameOf]);
  const slow = useSlow(stats.isPending);
  const format = (value: number) => (chart?.currency && !(chart.data.series.length > 1 && !look.series) ? formatMoney({ amount: value.toFixed(2), currency: chart.currency }) : formatNumber(value, { maximumFractionDigits: 2 }));
  const title = measureName(entity, look);
  const empty = chart?.data.points.length === 0;
  return (
    <>
      <FilterBar entity={entity} state={view.state} onChange={view.change} searchRef={searchRef} />
      <ChartOptions entities={entities} entity={entity} look={look} onChange={(next) => view.setLook(chartLook({ ...look, ...next }), { replace: true })} />
      {stats.error && !stats.data ? (
        <ErrorState error={stats.error} doing="load the figures" onRetry={() => void stats.refetch()} />
      ) : empty ? (
        isFiltered(view.state) ? <NoMatch onClear={() => view.change({ ...view.state, q: "", filters: [] })} what={entity.label.toLowerCase()} /> : <Empty title="No figures to show by this" />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto pb-4 md:-mr-2 md:pr-2">
          {look.shape !== "table" && (
            <figure aria-label={title} className="shrink-0 rounded-lg border border-line bg-surface p-4">
              <div style={{ height: look.shape === "bars" ? Math.max(240, (chart?.data.points.length ?? 8) * 26 + 40) : 320 }}>
                {!chart && slow && <Skeleton className="size-full" />}
                {chart && (
                  <Suspense fallback={<Skeleton className="size-full" />}>
                    <Plot data={chart.data} shape={look.shape} format={format} formatShort={(value) => formatCompact(value)} label={`${title}. ${summary(chart.data, format)}`} />
                  </Suspense>
                )}
              </div>
            </figure>
          )}
          {chart && <ChartTable title={title} look={look} chart={chart} format={format} pointLabel={labelOf(entities, entity, look.by)} />}
          {chart && (chart.left.length > 0 || chart.more > 0) && (
            <p className="text-sm text-ink-2">
              {chart.more > 0 && `The ${mostPoints} largest of ${formatNumber(mostPoints + chart.more)}. `}
              {chart.left.length > 0 && `Only ${chart.currency}; there are also amounts in ${chart.left.join(", ")}.`}
            </p>
          )}
        </div>
      )}
    </>
  );
}

function labelOf(entities: EntityMeta[], entity: EntityMeta, path: string): string {
  return filterFields(entities, entity).find((field) => field.name === path)?.label ?? path;
}

/** Names of the values of both fields of a chart. */
function useNameOf(entities: EntityMeta[], entity: EntityMeta, look: ChartLook, items: StatsItem[] | undefined) {
  const fields = useMemo(() => filterFields(entities, entity), [entities, entity]);
  const by = fields.find((field) => field.name === look.by);
  const series = fields.find((field) => field.name === look.series);
  const ids = (field: FieldMeta | undefined) => [...new Set(items?.flatMap((item) => (field && typeof item.group[field.name] === "string" ? [String(item.group[field.name])] : [])))].slice(0, 200);
  const byNames = useNames(by, by?.kind === "ref" ? ids(by) : []);
  const seriesNames = useNames(series, series?.kind === "ref" ? ids(series) : []);
  return useMemo(
    () => (path: string, value: string) => {
      const field = fields.find((one) => one.name === path);
      if (field?.kind === "boolean") return value === "true" ? "Yes" : "No";
      if (field?.choices?.length) return choiceLabel(field, value);
      if (field?.kind !== "ref" && field?.kind !== "user") return value;
      return (path === look.by ? byNames : seriesNames)[value] ?? "…";
    },
    [fields, look.by, byNames, seriesNames],
  );
}
