import { memo, type MouseEvent } from "react";
import { Link, useNavigate } from "react-router";
import { cn } from "@/kit/lib/cn";
import { Cell, TableRow } from "@/kit/ui/table";
import { Checkbox } from "@/kit/ui/toggles";
import { type EntityMeta, type FieldMeta, isFigure } from "../meta";
import { type EntityRecord, titleOf } from "../record";
import { FieldValue } from "../value/FieldValue";
import type { RowAct } from "./RowActs";
import { RowMenu } from "./RowMenu";

/** The screen behind a row is on its way before the press that opens it. */
const preload = () => void import("../detail/RecordPage");

interface RecordRowProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  record: EntityRecord;
  columns: FieldMeta[];
  index: number;
  selected: boolean;
  active: boolean;
  fresh: boolean;
  onToggle: (id: string, range?: boolean) => void;
  onAct: (act: RowAct) => void;
  onFocus: (index: number) => void;
}

/** One record: its title leads to it, a press anywhere else on the row does too. */
export const RecordRow = memo(function RecordRow({ entity, entities, record, columns, index, selected, active, fresh, onToggle, onAct, onFocus }: RecordRowProps) {
  const navigate = useNavigate();
  const title = titleOf(entity, record);
  const address = record.deleted_at ? null : `/${entity.name}/${record.id}`;
  const open = (event: MouseEvent<HTMLElement>) => {
    const own = (event.target as HTMLElement).closest("a, button, [role=checkbox], [role=menu]");
    if (own || !address || getSelection()?.type === "Range") return;
    if (event.shiftKey) onToggle(record.id, true);
    else if (event.metaKey || event.ctrlKey) window.open(address, "_blank");
    else void navigate(address);
  };
  const [, ...others] = columns;
  return (
    <TableRow
      data-id={record.id}
      data-selected={selected}
      data-active={active}
      data-fresh={fresh || undefined}
      aria-rowindex={index + 2}
      onClick={open}
      onFocus={() => onFocus(index)}
      onPointerEnter={preload}
      className={cn("scroll-mt-9", address && "cursor-pointer", fresh && "animate-in duration-150 fade-in-0 slide-in-from-top-1")}
    >
      <Cell pinned className={cn("overflow-visible pr-0", fresh && "shadow-[inset_3px_0_var(--accent)]")}>
        <Checkbox
          aria-label={`Select ${title}`}
          checked={selected}
          tabIndex={-1}
          className="align-middle"
          onClick={(event) => {
            event.preventDefault();
            onToggle(record.id, event.shiftKey);
          }}
        />
      </Cell>
      <TitleCell entity={entity} record={record} title={title} address={address} index={index} fresh={fresh} onAct={onAct} />
      {others.map((field) => (
        <Cell key={field.name} align={isFigure(field) ? "end" : "start"}>
          <FieldValue entities={entities} field={field} record={record} />
        </Cell>
      ))}
    </TableRow>
  );
});

interface TitleCellProps extends Pick<RecordRowProps, "entity" | "record" | "index" | "fresh" | "onAct"> {
  title: string;
  /** Null for a deleted record: there is nothing to open. */
  address: string | null;
}

function TitleCell({ entity, record, title, address, index, fresh, onAct }: TitleCellProps) {
  return (
    <Cell pinned className="left-10 max-w-none overflow-visible border-r border-r-transparent">
      <div className="flex items-center gap-1">
        {address ? (
          <Link to={address} data-row={index} className="truncate rounded-sm font-medium underline-offset-4 hover:underline">
            {title}
          </Link>
        ) : (
          <span className="truncate text-ink-2 line-through">{title}</span>
        )}
        {fresh && <span className="sr-only">, just changed</span>}
        <RowMenu entity={entity} record={record} title={title} onAct={onAct} />
      </div>
    </Cell>
  );
}
