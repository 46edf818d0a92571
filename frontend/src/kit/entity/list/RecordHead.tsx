import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type DragEvent, lazy, memo, type PointerEvent, Suspense, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { HeadCell, TableHead } from "@/kit/ui/table";
import { Tick } from "@/kit/ui/tick";
import { nextSort, sortedBy } from "../filters/filters";
import { type EntityMeta, isFigure } from "../meta";
import type { ViewHandle } from "../views/useView";
import type { Column, Columns } from "./columns";
import type { Selection } from "./useSelection";

const HeadMenu = lazy(() => import("./HeadMenu"));

interface RecordHeadProps {
  entity: EntityMeta;
  view: ViewHandle;
  columns: Columns;
  selection: Selection;
  empty: boolean;
}

/** The names of the columns: a press sorts, with Shift as a further order; edges are dragged for width, names for place. */
export const RecordHead = memo(function RecordHead({ entity, view, columns, selection, empty }: RecordHeadProps) {
  return (
    <TableHead>
      <tr aria-rowindex={1}>
        <HeadCell pinned className="pr-0">
          <Tick aria-label="Select all rows" checked={selection.all} disabled={empty} onClick={selection.toggleAll} />
        </HeadCell>
        {columns.shown.map((column, index) => (
          <ColumnHead key={column.field.name} entity={entity} view={view} columns={columns} column={column} isTitle={index === 0} />
        ))}
      </tr>
    </TableHead>
  );
});

interface ColumnHeadProps extends Pick<RecordHeadProps, "entity" | "view" | "columns"> {
  column: Column;
  isTitle: boolean;
}

const dragged = "application/x-column";

function ColumnHead({ entity, view, columns, column, isTitle }: ColumnHeadProps) {
  const [hot, setHot] = useState(false);
  const [over, setOver] = useState(false);
  const { field, pinned, left } = column;
  const end = isFigure(field);
  const isColumn = (event: DragEvent) => event.dataTransfer.types.includes(dragged);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    columns.move(event.dataTransfer.getData(dragged), field.name);
  };
  return (
    <HeadCell
      pinned={pinned}
      align={end ? "end" : "start"}
      aria-sort={field.sort ? sortedBy(entity, view.state.sort, field).direction : undefined}
      style={pinned ? { left } : undefined}
      draggable={!isTitle}
      onDragStart={(event) => event.dataTransfer.setData(dragged, field.name)}
      onDragOver={(event) => {
        if (isTitle || !isColumn(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPointerEnter={() => setHot(true)}
      onPointerLeave={({ currentTarget }) => currentTarget.querySelector("[data-state=open]") ?? setHot(false)}
      onFocus={() => setHot(true)}
      className={cn("group/head", over && "shadow-[inset_2px_0_var(--accent)]")}
    >
      <span className={cn("flex min-w-0 items-center", end && "justify-end")}>
        {field.sort ? <SortButton entity={entity} view={view} column={column} /> : <span className="truncate">{field.label}</span>}
      </span>
      {hot && (
        <Suspense fallback={null}>
          <HeadMenu view={view} columns={columns} column={column} isTitle={isTitle} />
        </Suspense>
      )}
      <Edge column={column} columns={columns} />
    </HeadCell>
  );
}

function SortButton({ entity, view, column }: Pick<ColumnHeadProps, "entity" | "view" | "column">) {
  const { field } = column;
  const { direction, place } = sortedBy(entity, view.state.sort, field);
  const Icon = direction === "ascending" ? ArrowUp : direction === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={(event) => view.change({ ...view.state, sort: nextSort(view.state.sort, field.name, event.shiftKey) })}
      className={cn("-mx-1.5 inline-flex h-7 min-w-0 items-center gap-1 rounded-sm px-1.5 hover:bg-active hover:text-ink", isFigure(field) && "flex-row-reverse", direction !== "none" && "text-ink")}
    >
      <span className="truncate">{field.label}</span>
      <span className="flex shrink-0 items-center">
        <Icon className={cn("size-3.5", direction === "none" && "text-ink-3 opacity-0 group-hover/head:opacity-100 group-focus-within/head:opacity-100")} aria-hidden />
        {place > 0 && <span className="text-xs tabular-nums">{place}</span>}
      </span>
    </button>
  );
}

/** The edge of a column, to be dragged; a double press gives the usual width back. The menu does the same by keyboard. */
function Edge({ column, columns }: { column: Column; columns: Columns }) {
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const edge = event.currentTarget;
    const head = edge.closest("th");
    const col = head?.closest("table")?.querySelectorAll("col")[head.cellIndex];
    if (!head || !col) return;
    const start = { x: event.clientX, width: head.offsetWidth };
    const width = (x: number) => Math.max(64, start.width + x - start.x);
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (move) => (col.style.width = `${width(move.clientX)}px`); // only the one column is laid out while it is dragged
    edge.onpointerup = (up) => {
      edge.onpointermove = edge.onpointerup = null;
      if (up.clientX !== start.x) columns.resize(column.field.name, width(up.clientX));
    };
  };
  return (
    <span
      aria-hidden
      draggable
      data-edge={column.field.name}
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={begin}
      onDoubleClick={() => columns.resize(column.field.name, null)}
      className="absolute inset-y-0 right-0 w-2 cursor-col-resize touch-none after:absolute after:inset-y-2 after:right-0 after:w-px hover:after:bg-accent group-hover/head:after:bg-n-7"
    />
  );
}
