import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";
import { carry } from "./carry";

export interface Drag<T> {
  item: T;
  /** The place it would fall on now: the value of its `data-drop`. */
  over: string | null;
  by: "pointer" | "keys";
}

interface Setting<T> {
  /** The place where an item is now. */
  home: (item: T) => string;
  /** The place that an arrow key leads to from another one; null when there is none. */
  step: (from: string, key: string) => string | null;
  onDrop: (item: T, place: string) => void;
  /** What a screen reader says while an item is moved by keys; `over` is null when it was put back. */
  say: (item: T, over: string | null, phase: "lifted" | "over" | "dropped" | "back") => string;
}

export interface DragHandle<T> {
  drag: Drag<T> | null;
  /** What is to be said now, for a live region. */
  said: string;
  /** For the element of an item. */
  handlers: (item: T) => {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    onDragStart: (event: { preventDefault: () => void }) => void;
  };
}

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/**
 * Carrying items to places, with the mouse, a finger (after a moment's hold) or keys: Space lifts, arrows choose the place,
 * Space or Enter drops, Esc puts it back. A place is an element with `data-drop`.
 */
export function useDrag<T>({ home, step, onDrop, say }: Setting<T>): DragHandle<T> {
  const [drag, setDrag] = useState<Drag<T> | null>(null);
  const [said, setSaid] = useState("");
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  const latest = useRef({ home, onDrop }); // what a drag that has begun ends with, whatever is drawn meanwhile
  useEffect(() => {
    latest.current = { home, onDrop };
  });
  const onPointerDown = useCallback((item: T, event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || (event.target as HTMLElement).closest("button, [role=menu], input")) return;
    stop.current = carry(event, {
      onLift: () => setDrag({ item, over: null, by: "pointer" }),
      onOver: (over) => setDrag({ item, over, by: "pointer" }),
      onDrop: (place) => {
        setDrag(null);
        if (place !== null && place !== latest.current.home(item)) latest.current.onDrop(item, place);
      },
      onEnd: () => setDrag(null),
    });
  }, []);
  const onKeyDown = (item: T, event: KeyboardEvent<HTMLElement>) => {
    const lifted = drag?.by === "keys" ? drag : null;
    if (!lifted) {
      if (event.key !== " " || (event.target as HTMLElement).closest("button")) return;
      event.preventDefault();
      setDrag({ item, over: home(item), by: "keys" });
      return setSaid(say(item, home(item), "lifted"));
    }
    if (arrows.includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      const over = step(lifted.over ?? home(item), event.key) ?? lifted.over;
      setDrag({ ...lifted, over });
      return setSaid(say(item, over, "over"));
    }
    if (![" ", "Enter", "Escape", "Tab"].includes(event.key)) return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
    const place = event.key === " " || event.key === "Enter" ? lifted.over : null;
    const moved = place !== null && place !== home(item);
    setDrag(null);
    setSaid(say(item, moved ? place : null, moved ? "dropped" : "back"));
    if (moved) onDrop(item, place);
  };
  return {
    drag,
    said,
    handlers: (item) => ({
      onPointerDown: (event) => onPointerDown(item, event),
      onKeyDown: (event) => onKeyDown(item, event),
      onDragStart: (event) => event.preventDefault(), // the browser's own dragging of links and pictures
    }),
  };
}
