import { useLayoutEffect, useRef } from "react";
import type { Rows } from "./useRows";

/**
 * Keeps the row under the pointer (or at the top of the view) where it is when others add or remove rows above it.
 * At the very top, with the pointer elsewhere, new rows are let in: that is where they are looked for.
 */
export function useHeldPlace(loaded: Rows["loaded"], view: string, rowHeight: number, frame: HTMLElement | null): void {
  const before = useRef({ view, loaded });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { view, loaded };
    if (!frame || last.view !== view || last.loaded === loaded) return;
    const hovered = frame.querySelector("[data-id]:hover");
    if (!hovered && frame.scrollTop === 0) return;
    const top = Math.floor(frame.scrollTop / rowHeight);
    const anchor = hovered?.getAttribute("data-id") ?? last.loaded.find(({ index }) => index === top)?.record.id;
    const was = last.loaded.find(({ record }) => record.id === anchor);
    const is = loaded.find(({ record }) => record.id === anchor);
    if (was && is && was.index !== is.index) frame.scrollBy(0, (is.index - was.index) * rowHeight);
  }, [loaded, view, rowHeight, frame]);
}
