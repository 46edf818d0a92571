import { useQuery } from "@tanstack/react-query";
import { useLocation, useSearchParams } from "react-router";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { formatMoney, formatNumber } from "@/kit/lib/format";
import { ErrorState } from "@/kit/ui/states";
import { EntityGate } from "../EntityGate";
import { readState, searchOf } from "../filters/filters";
import { sentenceOf } from "../filters/sentence";
import { type EntityMeta, useEntities } from "../meta";
import { statsQuery } from "../queries";
import { counted, type EntityRecord, expansionOf } from "../record";
import { PaperTable, paperColumns } from "./PaperTable";
import { Sheet } from "./Sheet";

const most = 1_000;
const atOnce = 200;

/** A filtered list on paper: the columns that the entity declares, with the totals. */
export default function PrintListPage() {
  return <EntityGate need="read">{(entity) => <Paper entity={entity} />}</EntityGate>;
}

function Paper({ entity }: { entity: EntityMeta }) {
  const entities = useEntities();
  const [params] = useSearchParams();
  const { search: address } = useLocation();
  const state = readState(entity, params);
  const search = searchOf(state);
  const { data, error, refetch } = useQuery({ queryKey: ["entity", entity.name, "print", search], queryFn: ({ signal }) => allRows(entity, search, signal) });
  const { data: stats } = useQuery(statsQuery(entity, search, { sum: entity.money_field ?? "" }));
  useScreenTitle(`Print ${entity.label.toLowerCase()}`);
  if (error) return <ErrorState error={error} doing={`load the ${entity.label.toLowerCase()}`} onRetry={() => void refetch()} />;
  if (!data) return null;
  const columns = paperColumns(entity);
  const total = stats?.items[0]?.count ?? data.length;
  const sums = entity.money_field ? stats?.items[0]?.sum?.[entity.money_field] : undefined;
  const filters = state.filters.map((filter) => sentenceOf(entities, entity, filter, () => undefined).join(" ").trim());
  const said = [state.q && `“${state.q}”`, ...filters].filter(Boolean).join(" · ");
  return (
    <Sheet title={entity.label} description={said || `All ${entity.label.toLowerCase()}`} back={`/${entity.name}${address}`} landscape={columns.length > 6}>
      <PaperTable entity={entity} columns={columns} rows={data} />
      <p className="flex justify-between gap-4 border-t border-n-8 pt-1.5 text-xs">
        <span>
          {data.length < total && `The first ${formatNumber(data.length)} of `}
          {counted(entity, total, formatNumber(total))}
        </span>
        {Array.isArray(sums) && <span className="font-semibold tabular-nums">{sums.map(formatMoney).join(" · ")}</span>}
      </p>
    </Sheet>
  );
}

/** Page after page, as far as paper is sensible. */
async function allRows(entity: EntityMeta, search: string, signal: AbortSignal): Promise<EntityRecord[]> {
  const rows: EntityRecord[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams(search);
    query.set("limit", String(atOnce));
    const expand = expansionOf(paperColumns(entity));
    if (expand) query.set("expand", expand);
    if (cursor) query.set("cursor", cursor);
    const page: Page<EntityRecord> = await apiRequest("GET", `/${entity.name}`, { query, signal });
    rows.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && rows.length < most);
  return rows;
}
