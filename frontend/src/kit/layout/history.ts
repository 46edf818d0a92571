/**
 * The browser's history for react-router's low-level Router, with one addition: a screen with unsaved changes can hold
 * a navigation back (also Back and Forward) until the person has decided. A data router does that too, at twice the weight.
 */
import { createPath, type Location, NavigationType, type Navigator, parsePath, type To } from "react-router";

interface Entry {
  /** Position among our entries, to know how far Back went. */
  idx: number;
  key: string;
  usr: unknown;
}

export interface Guard {
  /** Whether this navigation must wait. */
  blocks: (next: Location) => boolean;
  /** Keeps the navigation; calling `go` lets it happen. */
  hold: (go: () => void) => void;
}

export interface Moment {
  location: Location;
  action: NavigationType;
}

export interface AppHistory extends Navigator {
  /** Where the browser is now, whoever has brought it there. */
  now: () => Moment;
  listen: (listener: (moment: Moment) => void) => () => void;
  /** Adds a guard; returns the way to take it away. */
  guard: (guard: Guard) => () => void;
}

function entryOf(state: unknown): Entry {
  const known = state as Partial<Entry> | null;
  return { idx: known?.idx ?? 0, key: known?.key ?? "default", usr: known?.usr ?? null };
}

function here(): Location {
  const { key, usr } = entryOf(history.state);
  return { pathname: location.pathname, search: location.search, hash: location.hash, state: usr, key };
}

function target(to: To, usr: unknown, key: string): Location {
  const path = typeof to === "string" ? parsePath(to) : to;
  return { pathname: location.pathname, search: "", hash: "", ...path, state: usr ?? null, key };
}

export function makeHistory(): AppHistory {
  const listeners = new Set<(moment: Moment) => void>();
  const guards = new Set<Guard>();
  let moment: Moment = { location: here(), action: NavigationType.Pop };
  let index = entryOf(history.state).idx;
  let expected = false; // the popstate of our own way back

  const tell = (action: NavigationType) => {
    moment = { location: here(), action };
    index = entryOf(history.state).idx;
    for (const listener of listeners) listener(moment);
  };
  const unlessHeld = (next: Location, go: () => void) => {
    const guard = [...guards].find((one) => one.blocks(next));
    if (guard) guard.hold(go);
    else go();
  };
  const move = (to: To, usr: unknown, action: NavigationType.Push | NavigationType.Replace) => {
    const next = target(to, usr, crypto.randomUUID().slice(0, 8));
    unlessHeld(next, () => {
      const idx = action === NavigationType.Push ? index + 1 : index;
      const entry: Entry = { idx, key: next.key, usr: next.state };
      history[action === NavigationType.Push ? "pushState" : "replaceState"](entry, "", createPath(next));
      tell(action);
    });
  };
  const popped = () => {
    if (expected) {
      expected = false;
      return;
    }
    const delta = entryOf(history.state).idx - index;
    const next = here();
    const guard = delta === 0 ? undefined : [...guards].find((one) => one.blocks(next));
    if (!guard) return tell(NavigationType.Pop);
    expected = true;
    history.go(-delta);
    guard.hold(() => {
      guards.delete(guard);
      history.go(delta);
    });
  };
  addEventListener("popstate", popped);

  return {
    createHref: (to) => (typeof to === "string" ? to : createPath(to)),
    push: (to, state) => move(to, state, NavigationType.Push),
    replace: (to, state) => move(to, state, NavigationType.Replace),
    go: (delta) => history.go(delta),
    now: () => {
      if (createPath(moment.location) !== createPath(here())) tell(NavigationType.Pop);
      return moment;
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    guard: (guard) => {
      guards.add(guard);
      return () => guards.delete(guard);
    },
  };
}

/** The one of the application. */
export const appHistory = makeHistory();
