import { type FocusEvent, lazy, memo, type MouseEvent, type PointerEvent, Suspense, useState } from "react";
import { Link, useNavigate } from "react-router";
import { cn } from "@/kit/lib/cn";
import { Cell, TableRow } from "@/kit/ui/table";
import { Tick } from "@/kit/ui/tick";
import { type EntityMeta, fieldOf, isFigure } from "../meta";
import { type EntityRecord, titleOf } from "../record";
import { FieldValue } from "../value/FieldValue";
import { Highlight, hitElsewhere, Marks } from "../value/Highlight";
import { canEditCell, type EditCell } from "./cells";
import type { Column } from "./columns";
import type { RowAct } from "./RowActs";

const EditButton = lazy(() => import("./EditButton"));
const RowMenu = lazy(() => import("./RowMenu"));

/** The screen behind a row is on its way before the press that opens it. */
const preload = () => void import("../detail/RecordPage");

interface RecordRowProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  record: EntityRecord;
  columns: Column[];
  index: number;
  selected: boolean;
  active: boolean;
  fresh: boolean;
  onToggle: (id: string, range?: boolean) => void;
  onAct: (act: RowAct) => void;
  onFocus: (index: number) => void;
  onEdit: EditCell;
}

/** One record: its title leads to it, a press anywhere else on the row does too. */
export const RecordRow = memo(function RecordRow(props: RecordRowProps) {
  const { entity, record, columns, index, selected, active, fresh, onToggle, onFocus } = props;
  const navigate = useNavigate();
  const { hot, ...heat } = useHot();
  const title = titleOf(entity, record);
  const address = record.deleted_at ? null : `/${entity.name}/${record.id}`;
  const open = (event: MouseEvent<HTMLElement>) => {
    const own = (event.target as HTMLElement).closest("a, button, [role=checkbox], [role=menu], [role=dialog]");
    if (own || !address || getSelection()?.type === "Range") return;
    if (event.shiftKey) onToggle(record.id, true);
    else if (event.metaKey || event.ctrlKey) window.open(address, "_blank");
    else void navigate(address);
  };
  const [, ...others] = columns;
  return (
    <TableRow
      {...heat}
      data-id={record.id}
      data-selected={selected}
      data-active={active}
      data-fresh={fresh || undefined}
      aria-rowindex={index + 2}
      onClick={open}
      onFocus={() => {
        heat.onFocus();
        onFocus(index);
      }}
      className={cn("scroll-mt-9", address && "cursor-pointer", fresh && "animate-in duration-150 fade-in-0 slide-in-from-top-1")}
    >
      <Cell pinned className={cn("overflow-visible pr-0", fresh && "shadow-[inset_3px_0_var(--accent)]")}>
        <Tick aria-label={`Select ${title}`} checked={selected} tabIndex={-1} onClick={(event) => onToggle(record.id, event.shiftKey)} />
      </Cell>
      <TitleCell {...props} title={title} address={address} hot={hot} />
      {others.map((column) => (
        <ValueCell key={column.field.name} {...props} column={column} title={title} hot={hot} />
      ))}
    </TableRow>
  );
});

/** Whether the row is pointed at or has the focus: only then it has its menu and its pencils, which would cost every row as it is scrolled by. */
function useHot() {
  const [hot, setHot] = useState(false);
  const keeps = (row: HTMLElement, next: EventTarget | null) => row.querySelector("[data-state=open]") !== null || (next instanceof Node && row.contains(next));
  return {
    hot,
    onPointerEnter: () => {
      setHot(true);
      preload();
    },
    onFocus: () => setHot(true),
    onPointerLeave: ({ currentTarget }: PointerEvent<HTMLElement>) => keeps(currentTarget, document.activeElement) || setHot(false),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => keeps(currentTarget, relatedTarget) || currentTarget.matches(":hover") || setHot(false),
  };
}

interface TitleCellProps extends RecordRowProps {
  title: string;
  /** Null for a deleted record: there is nothing to open. */
  address: string | null;
  hot: boolean;
}

function TitleCell({ entity, record, columns, index, fresh, title, address, hot, onAct, onEdit }: TitleCellProps) {
  const field = columns[0]?.field;
  const elsewhere = record.highlights && hitElsewhere(record, columns.map((column) => column.field.name));
  return (
    <Cell pinned data-field={field?.name} className="left-10 max-w-none overflow-visible">
      <div className="flex items-center gap-1">
        {address ? (
          <Link to={address} data-row={index} className="truncate rounded-sm font-medium underline-offset-4 hover:underline">
            <Highlight record={record} field={entity.title_field} text={title} />
          </Link>
        ) : (
          <span className="truncate text-ink-2 line-through">{title}</span>
        )}
        {elsewhere && (
          <span className="min-w-0 flex-1 truncate text-ink-2">
            <span className="sr-only">, found in {fieldOf(entity, elsewhere.field)?.label}: </span>
            <Marks marks={elsewhere.marks} />
          </span>
        )}
        {fresh && <span className="sr-only">, just changed</span>}
        {hot && (
          <span className="ml-auto flex shrink-0 items-center">
            <Suspense fallback={<span className="size-7" />}>
              {field && canEditCell(entity, field, record) && <EditButton label={`Edit ${field.label.toLowerCase()} of ${title}`} onEdit={(cell) => onEdit(record, field, cell)} />}
              <RowMenu entity={entity} record={record} title={title} onAct={onAct} />
            </Suspense>
          </span>
        )}
      </div>
    </Cell>
  );
}

function ValueCell({ entity, entities, record, column, title, hot, onEdit }: RecordRowProps & { column: Column; title: string; hot: boolean }) {
  const { field, pinned, left } = column;
  const value = record[field.name];
  const end = isFigure(field);
  return (
    <Cell align={end ? "end" : "start"} pinned={pinned} data-field={field.name} style={pinned ? { left } : undefined} className="group/cell relative">
      {typeof value === "string" && record.highlights?.[field.name] ? <Highlight record={record} field={field.name} text={value} /> : <FieldValue entities={entities} field={field} record={record} />}
      {hot && canEditCell(entity, field, record) && (
        <span className={cn("absolute inset-y-0 flex items-center bg-n-2 opacity-0 group-hover/cell:opacity-100 focus-within:opacity-100 group-data-[selected=true]/row:bg-accent-soft", end ? "left-1" : "right-1")}>
          <Suspense fallback={null}>
            <EditButton label={`Edit ${field.label.toLowerCase()} of ${title}`} onEdit={(cell) => onEdit(record, field, cell)} />
          </Suspense>
        </span>
      )}
    </Cell>
  );
}
