import { useCallback } from "react";
import { cn } from "@/kit/lib/cn";
import type { RowWindow } from "@/kit/lib/use-row-window";
import { Skeleton, useSlow } from "@/kit/ui/states";
import { Table } from "@/kit/ui/table";
import { type EntityMeta, isFigure } from "../meta";
import type { ViewHandle } from "../views/useView";
import type { EditCell } from "./cells";
import { boxWidth, type Column, type Columns, growing } from "./columns";
import { RecordHead } from "./RecordHead";
import { RecordRow } from "./RecordRow";
import type { RowAct } from "./RowActs";
import type { ListKeys } from "./useListKeys";
import type { Rows } from "./useRows";
import type { Selection } from "./useSelection";

export interface RowsProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  view: ViewHandle;
  rows: Rows;
  columns: Columns;
  /** The rows that are drawn. */
  drawn: RowWindow;
  fresh: ReadonlySet<string>;
  /** Tells which element scrolls. */
  onFrame: (frame: HTMLElement | null) => void;
}

interface RecordTableProps extends RowsProps {
  selection: Selection;
  keys: ListKeys;
  onAct: (act: RowAct) => void;
  onEdit: EditCell;
}

export const rowHeight = 36;

/** The rows as a table: header and pinned columns stay, every row is 36 px high, columns do not move while rows come in. */
export function RecordTable({ entity, entities, view, rows, columns, drawn, fresh, onFrame, selection, keys, onAct, onEdit }: RecordTableProps) {
  const { shown } = columns;
  const { first, last } = drawn;
  const tableRef = useCallback((table: HTMLTableElement | null) => onFrame(table?.parentElement ?? null), [onFrame]);
  return (
    <Table
      label={entity.label}
      ref={tableRef}
      aria-rowcount={rows.total === undefined ? -1 : rows.total + 1}
      aria-busy={rows.loading || rows.stale || undefined}
      className={cn("table-fixed transition-opacity", rows.stale && "opacity-60")}
      style={{ minWidth: boxWidth + shown.reduce((sum, column) => sum + column.width, 0) }}
      frameClassName="min-h-0 flex-1 rounded-b-none border-b-0 scroll-pt-9"
    >
      <Widths columns={shown} />
      <RecordHead entity={entity} view={view} columns={columns} selection={selection} empty={rows.loaded.length === 0} />
      <tbody>
        {rows.loading && Array.from({ length: 20 }, (_, row) => <LoadingRow key={row} columns={shown} />)}
        <Gap rows={first} columns={shown.length + 1} />
        {Array.from({ length: last - first }, (_, offset) => {
          const index = first + offset;
          const record = rows.at(index);
          if (!record) return <LoadingRow key={`place ${index}`} columns={shown} />;
          return (
            <RecordRow
              key={record.id}
              entity={entity}
              entities={entities}
              record={record}
              columns={shown}
              index={index}
              selected={selection.ids.has(record.id)}
              active={keys.active === index}
              fresh={fresh.has(record.id)}
              onToggle={selection.toggle}
              onAct={onAct}
              onFocus={keys.setActive}
              onEdit={onEdit}
            />
          );
        })}
        <Gap rows={(rows.total ?? 0) - last} columns={shown.length + 1} />
      </tbody>
    </Table>
  );
}

function Widths({ columns }: { columns: Column[] }) {
  const grows = growing(columns);
  return (
    <colgroup>
      <col style={{ width: boxWidth }} />
      {columns.map(({ field, width }) => (
        <col key={field.name} style={grows.has(field.name) ? undefined : { width }} />
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

/** A row that is on its way, in its final height. */
function LoadingRow({ columns }: { columns: Column[] }) {
  const slow = useSlow(true);
  return (
    <tr className="h-9" aria-hidden>
      <td className="h-9 border-b border-line" />
      {columns.map(({ field }, index) => (
        <td key={field.name} className="border-b border-line px-3">
          {slow && <Skeleton className={cn("h-3", index === 0 ? "w-2/3" : "w-3/5", isFigure(field) && "ml-auto")} />}
        </td>
      ))}
    </tr>
  );
}
