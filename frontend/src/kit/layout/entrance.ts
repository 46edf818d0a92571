/**
 * Before sign-in and after it are two parts: the pages before it are small, so they come without router and shell
 * (links between them are plain links); `enter` is the step from one part to the other.
 */
import { create } from "zustand";

export const useEntrance = create<{ path: string }>(() => ({ path: location.pathname }));

/** Goes to a path of the application in the place of the current history entry. */
export function enter(path: string): void {
  history.replaceState(null, "", path);
  useEntrance.setState({ path: location.pathname });
}

/** A parameter of the address, on a page without the router. */
export function addressParameter(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/** To the sign-in screen, and back here after it. */
export function enterSignIn(): void {
  const here = location.pathname + location.search;
  enter(here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`);
}

/** Where to go after sign-in: only paths of this application are followed. */
export function nextPath(): string {
  const next = addressParameter("next");
  return next?.startsWith("/") && !/^\/[/\\]/.test(next) ? next : "/";
}
