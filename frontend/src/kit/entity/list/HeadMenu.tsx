import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ChevronDown, EyeOff, FoldHorizontal, ListPlus, Pin, PinOff, UnfoldHorizontal } from "lucide-react";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { nextSort } from "../filters/filters";
import type { ViewHandle } from "../views/useView";
import type { Column, Columns } from "./columns";

interface HeadMenuProps {
  view: ViewHandle;
  columns: Columns;
  column: Column;
  isTitle: boolean;
}

/** Everything that can be done with a column, for those who do not drag. */
export default function HeadMenu({ view, columns, column, isTitle }: HeadMenuProps) {
  const { field } = column;
  const names = columns.shown.map((one) => one.field.name);
  const place = names.indexOf(field.name);
  const sort = (next: string) => view.change({ ...view.state, sort: next });
  const alone = view.state.sort === "" || view.state.sort.replace(/^-/, "") === field.name;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" aria-label={`Column ${field.label}`} className="absolute inset-y-1 right-2 z-10 grid w-6 place-items-center rounded-sm bg-n-2 text-ink-2 hover:bg-active hover:text-ink">
          <ChevronDown className="size-3.5" aria-hidden />
        </button>
      }
    >
      {field.sort && <MenuItem icon={<ArrowUp aria-hidden />} onSelect={() => sort(field.name)}>Sort ascending</MenuItem>}
      {field.sort && <MenuItem icon={<ArrowDown aria-hidden />} onSelect={() => sort(`-${field.name}`)}>Sort descending</MenuItem>}
      {field.sort && !alone && <MenuItem icon={<ListPlus aria-hidden />} onSelect={() => sort(nextSort(view.state.sort, field.name, true))}>Sort by this as well</MenuItem>}
      {field.sort && <MenuSeparator />}
      {place > 1 && <MenuItem icon={<ArrowLeft aria-hidden />} onSelect={() => columns.move(field.name, names[place - 1] ?? "")}>Move left</MenuItem>}
      {place > 0 && place < names.length - 1 && <MenuItem icon={<ArrowRight aria-hidden />} onSelect={() => columns.move(field.name, names[place + 1] ?? "")}>Move right</MenuItem>}
      <MenuItem icon={<UnfoldHorizontal aria-hidden />} onSelect={() => columns.resize(field.name, column.width + 48)}>Wider</MenuItem>
      <MenuItem icon={<FoldHorizontal aria-hidden />} onSelect={() => columns.resize(field.name, column.width - 48)}>Narrower</MenuItem>
      {!isTitle && <MenuSeparator />}
      {!isTitle && (
        <MenuItem icon={column.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />} onSelect={() => columns.pin(field.name, !column.pinned)}>
          {column.pinned ? "Let it scroll" : "Keep in view"}
        </MenuItem>
      )}
      {!isTitle && <MenuItem icon={<EyeOff aria-hidden />} onSelect={() => columns.toggle(field.name)}>Hide</MenuItem>}
    </Menu>
  );
}
