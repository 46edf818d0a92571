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
  count: number;
  at: (index: number) => EntityRecord | undefined;
  selection: Selection;
  frame: HTMLElement | null;
  rowHeight: number;
  enabled: boolean;
  /** Edits the first cell of a row in its place. */
  onEditCell: (record: EntityRecord) => void;
}

/** j and k walk through the rows by focusing their titles, so Enter opens; x ticks, e edits, F2 edits in the list, Home and End jump. */
export function useListKeys({ entity, count, at, selection, frame, rowHeight, enabled, onEditCell }: Setting): ListKeys {
  const navigate = useNavigate();
  const [active, setActive] = useState(-1);
  const go = (index: number) => {
    if (count === 0) return;
    const next = Math.min(Math.max(index, 0), count - 1);
    setActive(next);
    focusRow(frame, next, rowHeight);
  };
  const current = active >= 0 ? at(active) : undefined;
  const able = enabled && count > 0;
  const write = able && entity.permissions.write;
  useShortcut("j", "Next row", () => go(active + 1), { enabled: able });
  useShortcut("k", "Previous row", () => go(active - 1), { enabled: able });
  useShortcut("home", "First row", () => go(0), { enabled: able });
  useShortcut("end", "Last row", () => go(count - 1), { enabled: able });
  useShortcut("x", "Select the row", () => current && selection.toggle(current.id), { enabled: able });
  useShortcut("escape", "Clear the selection", selection.clear, { enabled: enabled && selection.ids.size > 0 });
  useShortcut("e", "Edit the row", () => current && void navigate(`/${entity.name}/${current.id}/edit`), { enabled: write });
  useShortcut("f2", "Edit in the list", () => current && onEditCell(current), { enabled: write });
  return { active, setActive };
}

/** N makes a new record and / searches, in every layout. */
export function useScreenKeys(entity: EntityMeta, searchRef: RefObject<HTMLInputElement | null>): void {
  const navigate = useNavigate();
  useShortcut("n", `New ${entity.label_singular.toLowerCase()}`, () => void navigate(`/${entity.name}/new`), { enabled: entity.permissions.write });
  useShortcut("/", `Search ${entity.label.toLowerCase()}`, () => searchRef.current?.focus());
}

/** Focuses a row's title; a row that is not in the document is scrolled to first and focused as soon as it is there. */
function focusRow(frame: HTMLElement | null, index: number, rowHeight: number, tries = 60): void {
  if (!frame) return;
  const found = frame.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (found) {
    found.focus({ preventScroll: true });
    found.closest("tr")?.scrollIntoView({ block: "nearest" });
    return;
  }
  if (tries === 60) frame.scrollTop = Math.max(0, index - 8) * rowHeight;
  if (tries > 0) requestAnimationFrame(() => focusRow(frame, index, rowHeight, tries - 1));
}
