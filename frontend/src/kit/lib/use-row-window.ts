import { useEffect, useState } from "react";

export interface RowWindow {
  /** First row to draw. */
  first: number;
  /** The row after the last one to draw. */
  last: number;
  /** First and last row that are really in view. */
  inView: [number, number];
}

const begin = { top: 0, height: 900 };

/**
 * Which rows of one fixed height are in view (and `around` more on both sides), so that a list of a hundred thousand keeps
 * only these in the document. `frame` is the element that scrolls, once it is there.
 */
export function useRowWindow(frame: HTMLElement | null, rowHeight: number, count: number, around = 12): RowWindow {
  const [{ top, height }, setPlace] = useState(begin);
  useEffect(() => {
    if (!frame) return;
    const look = () => setPlace((now) => (Math.floor(now.top / rowHeight) === Math.floor(frame.scrollTop / rowHeight) && now.height === frame.clientHeight ? now : { top: frame.scrollTop, height: frame.clientHeight }));
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
  const to = Math.min(Math.ceil((top + height) / rowHeight), count);
  return { first: Math.max(0, from - around), last: Math.min(count, to + around), inView: [from, to] };
}
