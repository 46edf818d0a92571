import { type RefObject, useState } from "react";
import { useNavigate } from "react-router";
import { useShortcut } from "@/kit/lib/shortcuts";
import type { EntityMeta } from "../meta";
import type { EntityRecord } from "../record";
import type { Selection } from "./useSelection";

export interface ListKeys {
  /** Index of the row that the keys act on; -1 for none yet. */
  active: number;
  setActive: (index: number) => void;
}

interface Setting {
  entity: EntityMeta;
  rows: EntityRecord[];
  selection: Selection;
  searchRef: RefObject<HTMLInputElement | null>;
  tableRef: RefObject<HTMLTableElement | null>;
  enabled: boolean;
}

/** j and k walk through the rows by focusing their titles, so Enter opens; x ticks, e edits, n makes a new one, / searches. */
export function useListKeys({ entity, rows, selection, searchRef, tableRef, enabled }: Setting): ListKeys {
  const navigate = useNavigate();
  const [active, setActive] = useState(-1);
  const go = (index: number) => {
    if (rows.length === 0) return;
    const next = Math.min(Math.max(index, 0), rows.length - 1);
    setActive(next);
    focusRow(tableRef.current, next);
  };
  const current = rows[active];
  const able = enabled && rows.length > 0;
  useShortcut("j", "Next row", () => go(active + 1), { enabled: able });
  useShortcut("k", "Previous row", () => go(active - 1), { enabled: able });
  useShortcut("x", "Select the row", () => current && selection.toggle(current.id), { enabled: able });
  useShortcut("escape", "Clear the selection", selection.clear, { enabled: enabled && selection.ids.size > 0 });
  useShortcut("e", "Edit the row", () => current && void navigate(`/${entity.name}/${current.id}/edit`), { enabled: able && entity.permissions.write });
  useShortcut("n", `New ${entity.label_singular.toLowerCase()}`, () => void navigate(`/${entity.name}/new`), { enabled: enabled && entity.permissions.write });
  useShortcut("/", `Search ${entity.label.toLowerCase()}`, () => searchRef.current?.focus(), { enabled });
  return { active, setActive };
}

/** Focuses a row's title; a row that is not in the document is scrolled to first. */
function focusRow(table: HTMLTableElement | null, index: number) {
  const link = () => table?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  const found = link();
  if (found) {
    found.focus({ preventScroll: true });
    found.closest("tr")?.scrollIntoView({ block: "nearest" });
    return;
  }
  if (table?.parentElement) table.parentElement.scrollTop = Math.max(0, index - 8) * 36;
  requestAnimationFrame(() => requestAnimationFrame(() => link()?.focus({ preventScroll: true })));
}
