import { useQuery } from "@tanstack/react-query";
import { ChartCard } from "@/kit/charts/chart-card";
import { formatCompact, formatMoney, formatNumber } from "@/kit/lib/format";
import { listOf, type Plan, type Search } from "../plan";
import { monthRange } from "../periods";
import { statsQuery } from "../queries";
import { columnsOf, rankingOf, type StatsItem, sumsOf } from "../shape";

/** How a figure is written: as money of the currency that the records use most, or as a number. */
function writing(money: string | null, currency: string | null) {
  if (!money || !currency) return { format: (value: number) => formatNumber(value), formatShort: formatCompact };
  return {
    format: (value: number) => formatMoney({ amount: String(value), currency }),
    formatShort: (value: number) => formatNumber(value, { style: "currency", currency, notation: "compact", maximumFractionDigits: 1 }),
  };
}

const currencyIn = (items: StatsItem[] | undefined, money: string | null) => (money ? (sumsOf(items?.find((item) => sumsOf(item, money).length > 0), money)[0]?.currency ?? null) : null);
const summed = (money: string | null): Search => (money ? { sum: money } : {});

/** Month by month, stacked by status. */
export function MonthChart({ columns }: { columns: NonNullable<Plan["columns"]> }) {
  const { entity, date, money, status } = columns;
  const group: Search = status ? { group_by: status.name } : {};
  const { data } = useQuery(statsQuery(entity, { ...summed(money), ...group, bucket: `month:${date}`, sort: `-${date}`, limit: "96" }));
  const currency = currencyIn(data, money);
  const month = (key: string) => {
    const { from, to } = monthRange(key);
    return listOf(entity, { [`${date}__gte`]: from, [`${date}__lte`]: to });
  };
  const statuses = status ? { field: status.name, choices: status.choices ?? [] } : null;
  return (
    <ChartCard
      title={`${entity.label} by month`}
      description={currency ? `Sum in ${currency}` : undefined}
      data={data && columnsOf(data, { date, statuses, money, currency, to: month })}
      shape="columns"
      pointLabel="Month"
      {...writing(money, currency)}
    />
  );
}

/** Those with the highest sums. */
export function RankingChart({ ranking }: { ranking: NonNullable<Plan["ranking"]> }) {
  const { entity, target, field, money } = ranking;
  const name = `${field}.${target.title_field}`;
  const sort = money ? `-sum.${money}` : "-count";
  const { data } = useQuery(statsQuery(entity, { ...summed(money), group_by: `${field},${name}`, sort, limit: "8" }));
  const currency = currencyIn(data, money);
  return (
    <ChartCard
      title={`${target.label} with the highest ${entity.label.toLowerCase()}`}
      description={currency ? `Sum in ${currency}` : undefined}
      data={data && rankingOf(data, { id: field, name, money, currency, label: money ? "Sum" : entity.label, to: (id) => `/${target.name}/${id}` })}
      shape="bars"
      pointLabel={target.label_singular}
      {...writing(money, currency)}
    />
  );
}
