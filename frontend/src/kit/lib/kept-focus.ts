import { type RefObject, useLayoutEffect, useRef } from "react";

/** The item that went from the screen with the focus in it, until something else has it. */
let lost: string | null = null;

function lose(id: string): void {
  lost = id;
  const forget = () => {
    lost = null;
    for (const event of ["focusin", "pointerdown"]) document.removeEventListener(event, forget, true);
  };
  for (const event of ["focusin", "pointerdown"]) document.addEventListener(event, forget, true);
}

/**
 * For an item that may be drawn again in another place (another column, another day): where it had the focus before, it has it there.
 * Otherwise who works with the keys would begin at the top of the page after each move, own or somebody else's.
 */
export function useKeptFocus<T extends HTMLElement>(id: string): RefObject<T | null> {
  const ref = useRef<T>(null);
  useLayoutEffect(() => {
    const item = ref.current;
    if (lost === id && document.activeElement === document.body) item?.querySelector<HTMLElement>("a, button")?.focus();
    return () => {
      if (item?.contains(document.activeElement)) lose(id);
    };
  }, [id]);
  return ref;
}
