import { lazy, type RefObject, Suspense, useCallback, useState } from "react";
import { useMedia } from "@/kit/lib/use-media";
import { useRowWindow } from "@/kit/lib/use-row-window";
import { ErrorState, NoMatch } from "@/kit/ui/states";
import { FilterBar } from "../filters/FilterBar";
import { isFiltered } from "../filters/filters";
import { type EntityMeta, type FieldMeta, useEntities } from "../meta";
import { useBulkWork } from "../bulk-work";
import type { EntityRecord } from "../record";
import type { Money } from "@/kit/lib/format";
import type { ViewHandle } from "../views/useView";
import { canEditCell } from "./cells";
import type { Columns } from "./columns";
import { ListFooter, RowsInView } from "./ListFooter";
import { RecordTable, rowHeight } from "./RecordTable";
import type { RowAct } from "./RowActs";
import { useFresh } from "./useFresh";
import { useHeldPlace } from "./useHeldPlace";
import { useListKeys } from "./useListKeys";
import { useRows } from "./useRows";
import { useSelection } from "./useSelection";

const EmptyList = lazy(() => import("./EmptyList"));
const BulkBar = lazy(() => import("./BulkBar"));
const BulkProgress = lazy(() => import("./BulkProgress"));
const RowActs = lazy(() => import("./RowActs"));
const CellEditor = lazy(() => import("./CellEditor"));
const RecordCards = lazy(() => import("./RecordCards"));

/** What every layout of the records is given. */
export interface LayoutProps {
  entity: EntityMeta;
  view: ViewHandle;
  sums: Money[];
  total: number | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
}

interface Editing {
  record: EntityRecord;
  field: FieldMeta;
  cell: HTMLElement;
}

/** The records as rows: a table (cards on a phone) of any length, of which the part in view is held. */
export function ListLayout({ entity, view, columns, sums, searchRef }: LayoutProps & { columns: Columns }) {
  const entities = useEntities();
  const phone = useMedia("(max-width: 767px)");
  const height = phone ? 68 : rowHeight;
  const [frame, onFrame] = useState<HTMLElement | null>(null);
  const [count, setCount] = useState(0);
  const drawn = useRowWindow(frame, height, count);
  const rows = useRows(entity, view.search, drawn.inView[0], drawn.inView[1], !view.waiting);
  if ((rows.total ?? 0) !== count) setCount(rows.total ?? 0);
  const selection = useSelection(rows);
  const fresh = useFresh(rows.loaded, view.search);
  const [act, setAct] = useState<RowAct | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const onEdit = useCallback((record: EntityRecord, field: FieldMeta, cell: HTMLElement) => setEditing({ record, field, cell }), []);
  const editFirst = (record: EntityRecord) => {
    const field = columns.shown.map((column) => column.field).find((one) => canEditCell(entity, one, record));
    const cell = field && frame?.querySelector<HTMLElement>(`[data-id="${record.id}"] [data-field="${field.name}"]`);
    if (cell) setEditing({ record, field, cell });
  };
  const keys = useListKeys({ entity, count, at: rows.at, selection, frame, rowHeight: height, enabled: act === null && editing === null, onEditCell: editFirst });
  useHeldPlace(rows.loaded, view.search, height, frame);
  const working = useBulkWork(({ work }) => (work?.entity === entity.name ? work.id : null));
  const nothing = !rows.loading && rows.total === 0;
  const shared = { entity, entities, view, rows, columns, drawn, fresh, onFrame };
  return (
    <>
      {working && (
        <Suspense fallback={<div className="min-h-8" />}>
          <BulkProgress key={working} entity={entity} />
        </Suspense>
      )}
      {selection.ids.size > 0 ? (
        <Suspense fallback={<div className="min-h-8" />}>
          <BulkBar entity={entity} selection={selection} deleted={view.state.deleted} total={rows.total} search={view.search} />
        </Suspense>
      ) : (
        <FilterBar entity={entity} state={view.state} onChange={view.change} searchRef={searchRef} />
      )}
      {rows.error ? (
        <ErrorState error={rows.error} doing={`load the ${entity.label.toLowerCase()}`} onRetry={rows.retry} />
      ) : nothing && view.state.deleted && !isFiltered(view.state) ? (
        <Suspense fallback={null}>
          <EmptyList entity={entity} deleted />
        </Suspense>
      ) : nothing ? (
        <NoMatch onClear={() => view.change({ ...view.state, q: "", filters: [] })} what={entity.label.toLowerCase()} />
      ) : phone ? (
        <Suspense fallback={<div className="flex-1" />}>
          <RecordCards {...shared} />
        </Suspense>
      ) : (
        <RecordTable {...shared} selection={selection} keys={keys} onAct={setAct} onEdit={onEdit} />
      )}
      {!nothing && !rows.error && (
        <ListFooter entity={entity} total={rows.total} sums={sums}>
          <RowsInView frame={frame} rowHeight={height} total={count} />
        </ListFooter>
      )}
      <Suspense fallback={null}>
        {act && <RowActs entity={entity} act={act} onDone={() => setAct(null)} />}
        {editing && <CellEditor key={`${editing.record.id} ${editing.field.name}`} entity={entity} entities={entities} {...editing} onClose={() => setEditing(null)} />}
      </Suspense>
    </>
  );
}
