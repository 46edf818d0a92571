import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useMedia } from "@/kit/lib/use-media";
import { Page } from "@/kit/ui/page";
import { ErrorState, NoMatch } from "@/kit/ui/states";
import { FilterBar } from "../filters/FilterBar";
import { type EntityMeta, useEntities } from "../meta";
import { useColumns } from "./columns";
import { EmptyList } from "./EmptyList";
import { ListActions } from "./ListActions";
import { ListFooter } from "./ListFooter";
import { RecordCards } from "./RecordCards";
import { RecordTable } from "./RecordTable";
import type { RowAct } from "./RowActs";
import { useFresh } from "./useFresh";
import { useList } from "./useList";
import { useListKeys } from "./useListKeys";
import { useSelection } from "./useSelection";
import { ViewMenu } from "./ViewMenu";
import { ViewTabs } from "./ViewTabs";

const BulkBar = lazy(() => import("./BulkBar"));
const RowActs = lazy(() => import("./RowActs"));

/** A list of records: views, filters, the table (cards on a phone), totals. What it shows is in the address. */
export function ListScreen({ entity }: { entity: EntityMeta }) {
  const entities = useEntities();
  const list = useList(entity);
  const columns = useColumns(entity);
  const phone = useMedia("(max-width: 767px)");
  const fresh = useFresh(list.rows, list.view);
  const ids = useMemo(() => list.rows.map((row) => row.id), [list.rows]);
  const selection = useSelection(ids);
  const [act, setAct] = useState<RowAct | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const tableRef = useRef<HTMLTableElement>(null);
  const keys = useListKeys({ entity, rows: list.rows, selection, searchRef, tableRef, enabled: act === null });
  const empty = !list.loading && !list.error && list.rows.length === 0;
  const blank = empty && !list.filtered && !list.state.deleted; // nothing to look at, search or export yet
  const shared = { entity, entities, list, columns: columns.shown, fresh };
  return (
    <Page
      title={entity.label}
      fill
      className="gap-2 pt-3 pb-0"
      beside={<ViewTabs entity={entity} search={list.search} />}
      actions={
        !blank && <>
          <ViewMenu columns={columns} pageSize={list.pageSize} onPageSize={list.setPageSize} />
          <ListActions entity={entity} search={list.search} total={list.total} />
        </>
      }
    >
      {selection.ids.size > 0 ? (
        <Suspense fallback={<div className="min-h-8" />}>
          <BulkBar entity={entity} rows={list.rows} selection={selection} deleted={list.state.deleted} />
        </Suspense>
      ) : (
        !blank && <FilterBar entity={entity} state={list.state} onChange={list.change} searchRef={searchRef} />
      )}
      {list.error ? (
        <ErrorState error={list.error} doing={`load the ${entity.label.toLowerCase()}`} onRetry={list.retry} />
      ) : empty && list.filtered ? (
        <NoMatch onClear={list.clear} what={entity.label.toLowerCase()} />
      ) : empty ? (
        <EmptyList entity={entity} deleted={list.state.deleted} />
      ) : phone ? (
        <RecordCards {...shared} />
      ) : (
        <RecordTable {...shared} selection={selection} onAct={setAct} tableRef={tableRef} keys={keys} />
      )}
      {!empty && !list.error && <ListFooter entity={entity} list={list} />}
      <Suspense fallback={null}>{act && <RowActs entity={entity} act={act} onDone={() => setAct(null)} />}</Suspense>
    </Page>
  );
}
