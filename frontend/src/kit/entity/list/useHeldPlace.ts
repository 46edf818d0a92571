import { useLayoutEffect, useRef } from "react";
import type { EntityRecord } from "../record";

/**
 * Keeps the row under the pointer (or at the top of the view) where it is when others add or remove rows above it.
 * At the very top, with the pointer elsewhere, new rows are let in: that is where they are looked for.
 */
export function useHeldPlace(rows: EntityRecord[], view: string, frame: () => HTMLElement | null): void {
  const before = useRef<{ view: string; rows: EntityRecord[] }>({ view, rows });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { view, rows };
    const scroller = frame();
    if (!scroller || last.view !== view || last.rows === rows) return;
    const hovered = scroller.querySelector("tbody tr:hover");
    if (!hovered && scroller.scrollTop === 0) return;
    const height = 36;
    const place = Math.floor(scroller.scrollTop / height);
    const anchor = hovered?.getAttribute("data-id") ?? last.rows[place]?.id;
    const moved = rows.findIndex((row) => row.id === anchor) - last.rows.findIndex((row) => row.id === anchor);
    if (anchor && moved !== 0 && rows.some((row) => row.id === anchor)) scroller.scrollTop += moved * height;
  }, [rows, view, frame]);
}
