import { SlidersHorizontal } from "lucide-react";
import { Button } from "@/kit/ui/button";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "@/kit/ui/menu";
import type { Columns } from "./columns";
import { pageSizes } from "./useList";

interface ViewMenuProps {
  columns: Columns;
  pageSize: number;
  onPageSize: (size: number) => void;
}

/** Which columns are shown and how many rows are loaded at a time; remembered on this device. */
export function ViewMenu({ columns, pageSize, onPageSize }: ViewMenuProps) {
  const shown = new Set(columns.shown.map((field) => field.name));
  return (
    <Menu
      className="max-h-[70vh] overflow-y-auto"
      trigger={
        <Button variant="ghost" className="max-md:hidden">
          <SlidersHorizontal aria-hidden /> View
        </Button>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {columns.optional.map((field) => (
        <MenuChoice key={field.name} checked={shown.has(field.name)} onSelect={() => columns.toggle(field.name)}>
          {field.label}
        </MenuChoice>
      ))}
      <MenuItem onSelect={columns.reset}>Usual columns</MenuItem>
      <MenuSeparator />
      <MenuLabel>Rows at a time</MenuLabel>
      {pageSizes.map((size) => (
        <MenuChoice key={size} checked={size === pageSize} onSelect={() => onPageSize(size)}>
          {size}
        </MenuChoice>
      ))}
    </Menu>
  );
}
