import { useEffect, useState } from "react";

export interface RowWindow {
  /** First row to draw. */
  first: number;
  /** The row after the last one to draw. */
  last: number;
  /** First and last row in view, in steps of some rows. */
  inView: [number, number];
}

const begin = { top: 0, height: 900 };
/** Rows by which the view has to move until others are drawn: one drawing for several frames of a slow scroll. */
const step = 4;

/**
 * Which rows of one fixed height are in view (and `around` more on both sides), so that a list of a hundred thousand keeps
 * only these in the document. `frame` is the element that scrolls, once it is there.
 */
export function useRowWindow(frame: HTMLElement | null, rowHeight: number, count: number, around = 12): RowWindow {
  const [{ top, height }, setPlace] = useState(begin);
  useEffect(() => {
    if (!frame) return;
    const grain = rowHeight * step;
    const look = () => {
      const top = Math.floor(frame.scrollTop / grain) * grain;
      const height = frame.clientHeight;
      setPlace((now) => (now.top === top && now.height === height ? now : { top, height }));
    };
    look();
    frame.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(frame);
    return () => {
      frame.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [frame, rowHeight]);
  const from = Math.min(Math.floor(top / rowHeight), Math.max(0, count - 1));
  const to = Math.min(Math.ceil((top + height) / rowHeight) + step, count);
  return { first: Math.max(0, from - around), last: Math.min(count, to + around), inView: [from, to] };
}

/** The first and last row that are in view now, to the row. */
export function useRowsInView(frame: HTMLElement | null, rowHeight: number, count: number): [number, number] {
  const [from, setFrom] = useState(0);
  const [height, setHeight] = useState(begin.height);
  useEffect(() => {
    if (!frame) return;
    const look = () => {
      setFrom(Math.floor(frame.scrollTop / rowHeight));
      setHeight(frame.clientHeight);
    };
    look();
    frame.addEventListener("scroll", look, { passive: true });
    return () => frame.removeEventListener("scroll", look);
  }, [frame, rowHeight]);
  return [Math.min(from, Math.max(0, count - 1)), Math.min(count, from + Math.floor(height / rowHeight))];
}
