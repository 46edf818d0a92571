import { type RefObject, useEffect } from "react";
import { cn } from "@/kit/lib/cn";
import { useRowWindow } from "@/kit/lib/use-row-window";
import { Skeleton, useSlow } from "@/kit/ui/states";
import { Table } from "@/kit/ui/table";
import { type EntityMeta, type FieldMeta, isFigure } from "../meta";
import { growing, widthOf } from "./columns";
import { RecordHead } from "./RecordHead";
import { RecordRow } from "./RecordRow";
import type { RowAct } from "./RowActs";
import { useHeldPlace } from "./useHeldPlace";
import type { List } from "./useList";
import type { ListKeys } from "./useListKeys";
import type { Selection } from "./useSelection";

export interface ListViewProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  list: List;
  columns: FieldMeta[];
  fresh: ReadonlySet<string>;
}

interface RecordTableProps extends ListViewProps {
  selection: Selection;
  onAct: (act: RowAct) => void;
  tableRef: RefObject<HTMLTableElement | null>;
  keys: ListKeys;
}

const rowHeight = 36;
/** From here on only the rows in view are in the document. */
const many = 200;

/** The rows as a table: header and first column stay, every row is 36 px high, columns do not move while rows come in. */
export function RecordTable({ entity, entities, list, columns, fresh, selection, onAct, tableRef, keys }: RecordTableProps) {
  const { rows } = list;
  const frame = () => tableRef.current?.parentElement ?? null;
  const { first, last } = useRowWindow(rows.length, rowHeight, many, frame);
  const minimum = 40 + columns.reduce((sum, field, index) => sum + widthOf(field, index === 0), 0);
  useHeldPlace(rows, list.view, frame);
  useLoadAhead(list, frame);
  return (
    <Table
      label={entity.label}
      ref={tableRef}
      aria-rowcount={list.total === undefined ? -1 : list.total + 1}
      aria-busy={list.loading || list.stale || undefined}
      className={cn("table-fixed transition-opacity", list.stale && "opacity-60")}
      style={{ minWidth: minimum }}
      frameClassName="min-h-0 flex-1 rounded-b-none border-b-0"
    >
      <Widths columns={columns} />
      <RecordHead entity={entity} list={list} columns={columns} selection={selection} />
      <tbody>
        {list.loading && <LoadingRows columns={columns} />}
        <Gap rows={first} columns={columns.length + 1} />
        {rows.slice(first, last).map((record, index) => (
          <RecordRow
            key={record.id}
            entity={entity}
            entities={entities}
            record={record}
            columns={columns}
            index={first + index}
            selected={selection.ids.has(record.id)}
            active={keys.active === first + index}
            fresh={fresh.has(record.id)}
            onToggle={selection.toggle}
            onAct={onAct}
            onFocus={keys.setActive}
          />
        ))}
        <Gap rows={rows.length - last} columns={columns.length + 1} />
      </tbody>
    </Table>
  );
}

function Widths({ columns }: { columns: FieldMeta[] }) {
  const grows = growing(columns);
  return (
    <colgroup>
      <col style={{ width: 40 }} />
      {columns.map((field, index) => (
        <col key={field.name} style={grows.has(field.name) ? undefined : { width: widthOf(field, index === 0) }} />
      ))}
    </colgroup>
  );
}

/** The height of rows that are not in the document. */
function Gap({ rows, columns }: { rows: number; columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height: rows * rowHeight, padding: 0 }} />
    </tr>
  );
}

function LoadingRows({ columns }: { columns: FieldMeta[] }) {
  const slow = useSlow(true);
  return Array.from({ length: 20 }, (_, row) => (
    <tr key={row} className="h-9" aria-hidden>
      <td className="h-9 border-b border-line" />
      {columns.map((field, index) => (
        <td key={field.name} className="border-b border-line px-3">
          {slow && <Skeleton className={cn("h-3", index === 0 ? "w-2/3" : "w-3/5", isFigure(field) && "ml-auto")} />}
        </td>
      ))}
    </tr>
  ));
}

/** Loads the next page before the end of the rows comes into view. */
function useLoadAhead(list: List, frame: () => HTMLElement | null) {
  const { hasMore, loadMore } = list;
  useEffect(() => {
    const scroller = frame();
    if (!scroller || !hasMore) return;
    const look = () => scroller.scrollTop > 0 && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 8 * rowHeight && loadMore();
    look(); // still at the end after a page has come
    scroller.addEventListener("scroll", look, { passive: true });
    return () => scroller.removeEventListener("scroll", look);
  });
}
