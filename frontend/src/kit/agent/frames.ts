/** Puts together what arrives faster than the screen is drawn. */

export interface Batch<T> {
  add: (item: T) => void;
  /** Hands over at once what is waiting. */
  flush: () => void;
}

/** Collects items and hands them over together, once per frame; in a hidden tab (which draws no frames) ten times a second. */
export function perFrame<T>(hand: (items: T[]) => void, schedule: (work: () => void) => void = nextFrame): Batch<T> {
  let waiting: T[] = [];
  let scheduled = false;
  const flush = () => {
    scheduled = false;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    hand(items);
  };
  const add = (item: T) => {
    waiting.push(item);
    if (scheduled) return;
    scheduled = true;
    schedule(flush);
  };
  return { add, flush };
}

function nextFrame(work: () => void): void {
  if (document.hidden) setTimeout(work, 100);
  else requestAnimationFrame(work);
}
