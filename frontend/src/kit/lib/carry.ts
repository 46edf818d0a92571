/** The pointer's part of dragging: when it begins, what it is over, scrolling at the edges, and the picture under the pointer. */
import type { PointerEvent as ReactPointerEvent } from "react";

interface Listeners {
  onLift: () => void;
  /** The `data-drop` of the place under the pointer; told when it changes. */
  onOver: (place: string | null) => void;
  onDrop: (place: string | null) => void;
  /** It was broken off. */
  onEnd: () => void;
}

/** Pixels after which a press with the mouse is a drag, and milliseconds after which one with a finger is. */
const far = 5;
const hold = 250;
/** Pixels at an edge within which it scrolls. */
const edge = 48;

/** Follows a pointer that was pressed on an element, until it is released; the answer breaks it off. */
export function carry(press: ReactPointerEvent<HTMLElement>, { onLift, onOver, onDrop, onEnd }: Listeners): () => void {
  const source = press.currentTarget;
  const touch = press.pointerType === "touch";
  const start = { x: press.clientX, y: press.clientY };
  let at = start;
  let over: string | null = null;
  let ghost: HTMLElement | null = null;
  let frame = 0;
  const lift = () => {
    ghost = pictureOf(source, start);
    document.body.style.userSelect = "none";
    onLift();
    follow();
    frame = requestAnimationFrame(scroll);
  };
  const timer = touch ? setTimeout(lift, hold) : undefined;
  const follow = () => {
    if (ghost) ghost.style.transform = `translate(${at.x - start.x}px, ${at.y - start.y}px) rotate(1.5deg)`;
    const place = document.elementFromPoint(at.x, at.y)?.closest("[data-drop]")?.getAttribute("data-drop") ?? null;
    if (place !== over) onOver((over = place));
  };
  const scroll = () => {
    const moved = scrollAt(at);
    if (moved) follow();
    frame = requestAnimationFrame(scroll);
  };
  const onMove = (event: PointerEvent) => {
    at = { x: event.clientX, y: event.clientY };
    const distance = Math.hypot(at.x - start.x, at.y - start.y);
    if (!ghost && touch && distance > far * 2) return stop(); // a finger that moves at once scrolls
    if (!ghost && !touch && distance > far) lift();
    if (ghost) follow();
  };
  const onUp = () => {
    const lifted = ghost !== null;
    stop();
    if (!lifted) return;
    swallowClick();
    onDrop(over);
  };
  const breakOff = () => {
    const lifted = ghost !== null;
    stop();
    if (lifted) onEnd();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !ghost) return;
    event.stopPropagation();
    breakOff();
  };
  const onTouchMove = (event: TouchEvent) => ghost && event.preventDefault(); // once lifted, the page stays where it is
  const onMenu = (event: Event) => ghost && event.preventDefault(); // a finger that rests on a link asks for its menu
  const stop = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    ghost?.remove();
    ghost = null;
    document.body.style.userSelect = "";
    document.removeEventListener("pointermove", onMove);
    document.removeEventListener("pointerup", onUp);
    document.removeEventListener("pointercancel", breakOff);
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("touchmove", onTouchMove);
    document.removeEventListener("contextmenu", onMenu);
  };
  document.addEventListener("pointermove", onMove);
  document.addEventListener("pointerup", onUp);
  document.addEventListener("pointercancel", breakOff);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("touchmove", onTouchMove, { passive: false });
  document.addEventListener("contextmenu", onMenu);
  return breakOff;
}

/** A copy of the element that lies over everything, where the element is. */
function pictureOf(source: HTMLElement, { x, y }: { x: number; y: number }): HTMLElement {
  const { left, top, width, height } = source.getBoundingClientRect();
  const picture = source.cloneNode(true) as HTMLElement;
  picture.removeAttribute("id");
  picture.setAttribute("aria-hidden", "true");
  picture.inert = true;
  Object.assign(picture.style, { position: "fixed", left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`, margin: "0", zIndex: "60", pointerEvents: "none", opacity: "0.95", boxShadow: "var(--shadow-float)", transformOrigin: `${x - left}px ${y - top}px` });
  document.body.append(picture);
  return picture;
}

/** Scrolls what is under the pointer, if that is near an edge of it; true when something has moved. */
function scrollAt({ x, y }: { x: number; y: number }): boolean {
  let moved = false;
  for (let element = document.elementFromPoint(x, y); element; element = element.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const before = element.scrollTop + element.scrollLeft;
    if (/auto|scroll/.test(overflowY)) element.scrollTop += pull(y, top, bottom);
    if (/auto|scroll/.test(overflowX)) element.scrollLeft += pull(x, left, right);
    moved ||= element.scrollTop + element.scrollLeft !== before;
  }
  return moved;
}

/** Pixels to scroll in one frame. */
function pull(at: number, low: number, high: number): number {
  if (at < low + edge) return -Math.ceil((low + edge - at) / 4);
  return at > high - edge ? Math.ceil((at - high + edge) / 4) : 0;
}

/** The click that follows a drop is none. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, true), 0);
}
