import { useEffect, useEffectEvent, useState } from "react";

export interface RowWindow {
  /** First row to draw. */
  first: number;
  /** The row after the last one to draw. */
  last: number;
}

/**
 * Which rows of one fixed height are in view (and `around` more on both sides), so that a list of thousands keeps only
 * these in the document. `many`: fewer rows than that are all drawn. `frame` is the element that scrolls.
 */
export function useRowWindow(count: number, height: number, many: number, frame: () => HTMLElement | null, around = 20): RowWindow {
  const windowed = count > many;
  const [shown, setShown] = useState<RowWindow>({ first: 0, last: many });
  const scrolling = useEffectEvent(frame);
  useEffect(() => {
    const scroller = windowed ? scrolling() : null;
    if (!scroller) return;
    const look = () => {
      const first = Math.max(0, Math.floor(scroller.scrollTop / height) - around);
      const last = Math.ceil((scroller.scrollTop + scroller.clientHeight) / height) + around;
      setShown((now) => (now.first === first && now.last === last ? now : { first, last }));
    };
    look();
    scroller.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [windowed, height, around]);
  return windowed ? { first: Math.min(shown.first, count), last: Math.min(shown.last, count) } : { first: 0, last: count };
}
