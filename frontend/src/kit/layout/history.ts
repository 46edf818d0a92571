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

/** All members are bound: the router takes `push` and `replace` off the object before it calls them. */
class AppHistory implements Navigator {
  private readonly listeners = new Set<(moment: Moment) => void>();
  private readonly guards = new Set<Guard>();
  private moment: Moment = { location: here(), action: NavigationType.Pop };
  private index = entryOf(history.state).idx;
  /** The next popstate is our own way back. */
  private expected = false;

  constructor() {
    addEventListener("popstate", this.popped);
  }

  createHref = (to: To): string => (typeof to === "string" ? to : createPath(to));
  push = (to: To, state?: unknown): void => this.move(to, state, NavigationType.Push);
  replace = (to: To, state?: unknown): void => this.move(to, state, NavigationType.Replace);
  go = (delta: number): void => history.go(delta);

  /** Where the browser is now, whoever has brought it there. */
  now = (): Moment => {
    if (createPath(this.moment.location) !== createPath(here())) this.tell(NavigationType.Pop);
    return this.moment;
  };

  listen = (listener: (moment: Moment) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Adds a guard; returns the way to take it away. */
  guard = (guard: Guard): (() => void) => {
    this.guards.add(guard);
    return () => this.guards.delete(guard);
  };

  private tell(action: NavigationType): void {
    this.moment = { location: here(), action };
    this.index = entryOf(history.state).idx;
    for (const listener of this.listeners) listener(this.moment);
  }

  private held(next: Location): Guard | undefined {
    return [...this.guards].find((guard) => guard.blocks(next));
  }

  private move(to: To, usr: unknown, action: NavigationType.Push | NavigationType.Replace): void {
    const pushed = action === NavigationType.Push;
    const next = target(to, usr, Math.random().toString(36).slice(2, 10));
    const go = () => {
      const entry: Entry = { idx: pushed ? this.index + 1 : this.index, key: next.key, usr: next.state };
      history[pushed ? "pushState" : "replaceState"](entry, "", createPath(next));
      this.tell(action);
    };
    const guard = this.held(next);
    if (guard) guard.hold(go);
    else go();
  }

  /** Back and Forward have happened already when we hear of them: a held one is taken back first. */
  private readonly popped = (): void => {
    if (this.expected) {
      this.expected = false;
      return;
    }
    const delta = entryOf(history.state).idx - this.index;
    const guard = delta === 0 ? undefined : this.held(here());
    if (!guard) return this.tell(NavigationType.Pop);
    this.expected = true;
    history.go(-delta);
    guard.hold(() => {
      this.guards.delete(guard);
      history.go(delta);
    });
  };
}

/** The one of the application. */
export const appHistory = new AppHistory();
