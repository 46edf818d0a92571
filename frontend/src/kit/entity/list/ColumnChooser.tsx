import { ChevronDown, ChevronUp, Pin, RotateCcw } from "lucide-react";
import { type DragEvent, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { Input } from "@/kit/ui/input";
import { Checkbox } from "@/kit/ui/toggles";
import type { FieldMeta } from "../meta";
import type { Column, Columns } from "./columns";

/** Which columns are shown, in which order, and which stay in view. */
export default function ColumnChooser({ columns }: { columns: Columns }) {
  const [find, setFind] = useState("");
  const fits = (field: FieldMeta) => [field.label, ...field.synonyms].some((word) => word.toLowerCase().includes(find.trim().toLowerCase()));
  const shown = columns.shown.filter(({ field }) => fits(field));
  const hidden = columns.hidden.filter(fits);
  return (
    <div className="flex w-72 flex-col">
      <div className="border-b border-line p-2">
        <Input autoFocus type="search" aria-label="Find a column" placeholder="Find a column" className="h-7" value={find} onChange={(event) => setFind(event.target.value)} />
      </div>
      <div className="max-h-[60vh] overflow-y-auto p-1">
        <ul aria-label="Shown columns">
          {shown.map((column) => (
            <Shown key={column.field.name} column={column} columns={columns} />
          ))}
        </ul>
        {hidden.length > 0 && <p className="px-2 pt-2 pb-1 text-xs font-medium text-ink-2">Not shown</p>}
        <ul aria-label="Columns that are not shown">
          {hidden.map((field) => (
            <li key={field.name}>
              <label className="popup-item flex items-center hover:bg-hover">
                <Checkbox checked={false} onCheckedChange={() => columns.toggle(field.name)} /> {field.label}
              </label>
            </li>
          ))}
        </ul>
        {shown.length + hidden.length === 0 && <p className="px-2 py-2 text-sm text-ink-2">No such column.</p>}
      </div>
      <div className="border-t border-line p-1">
        <Button size="sm" variant="ghost" onClick={columns.reset}>
          <RotateCcw aria-hidden /> Usual columns
        </Button>
      </div>
    </div>
  );
}

const dragged = "application/x-column";

function Shown({ column, columns }: { column: Column; columns: Columns }) {
  const [over, setOver] = useState(false);
  const { field, pinned } = column;
  const names = columns.shown.map((one) => one.field.name);
  const place = names.indexOf(field.name);
  const isTitle = place === 0;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    columns.move(event.dataTransfer.getData(dragged), field.name);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging; the buttons inside do the same by keyboard
    <li
      draggable={!isTitle}
      onDragStart={(event) => event.dataTransfer.setData(dragged, field.name)}
      onDragOver={(event) => {
        if (isTitle || !event.dataTransfer.types.includes(dragged)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn("group/column flex items-center rounded-sm hover:bg-hover", over && "shadow-[inset_0_2px_var(--accent)]", !isTitle && "cursor-grab")}
    >
      <label className="popup-item min-w-0 flex-1">
        <Checkbox checked disabled={isTitle} onCheckedChange={() => columns.toggle(field.name)} /> <span className="truncate">{field.label}</span>
      </label>
      {!isTitle && (
        <span className="flex shrink-0 items-center">
          <IconButton size="sm" label={`Move ${field.label} up`} disabled={place <= 1} onClick={() => columns.move(field.name, names[place - 1] ?? "")}>
            <ChevronUp aria-hidden />
          </IconButton>
          <IconButton size="sm" label={`Move ${field.label} down`} disabled={place === names.length - 1} onClick={() => columns.move(field.name, names[place + 1] ?? "")}>
            <ChevronDown aria-hidden />
          </IconButton>
          <IconButton size="sm" label={pinned ? `Let ${field.label} scroll` : `Keep ${field.label} in view`} aria-pressed={pinned} className={pinned ? "text-accent-text" : undefined} onClick={() => columns.pin(field.name, !pinned)}>
            <Pin aria-hidden />
          </IconButton>
        </span>
      )}
    </li>
  );
}
