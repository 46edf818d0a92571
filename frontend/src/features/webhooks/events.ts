/** Which events a list of patterns means: `invoices.created`, `invoices.*`, `*`. Choosing all of a kind is written as its pattern. */
import { humanize } from "@/kit/lib/format";
import type { EventKind } from "./api";

export const EVERYTHING = "*";

export interface EventGroup {
  entity: string;
  label: string;
  events: EventKind[];
}

/** The events by entity, in the order they came. */
export function groupsOf(events: EventKind[], labelOf: (entity: string) => string | undefined): EventGroup[] {
  const groups = new Map<string, EventGroup>();
  for (const event of events) {
    const group = groups.get(event.entity) ?? { entity: event.entity, label: labelOf(event.entity) ?? humanize(event.entity), events: [] };
    group.events.push(event);
    groups.set(event.entity, group);
  }
  return [...groups.values()];
}

/** Whether the patterns mean this event. */
export function means(patterns: string[], event: Pick<EventKind, "name" | "entity">): boolean {
  return patterns.some((pattern) => pattern === EVERYTHING || pattern === event.name || pattern === `${event.entity}.*`);
}

/** All of a kind, some of them, or none. */
export function stateOf(patterns: string[], group: EventGroup): boolean | "indeterminate" {
  const meant = group.events.filter((event) => means(patterns, event)).length;
  return meant === group.events.length ? true : meant > 0 ? "indeterminate" : false;
}

/** All of an entity, or none of it. */
export function toggleGroup(patterns: string[], group: EventGroup, groups: EventGroup[]): string[] {
  const all = stateOf(patterns, group) === true;
  const others = spelt(patterns, groups).filter((pattern) => !ofGroup(pattern, group));
  return all ? others : [...others, `${group.entity}.*`];
}

/** One event, on or off. */
export function toggleEvent(patterns: string[], event: EventKind, groups: EventGroup[]): string[] {
  const group = groups.find(({ entity }) => entity === event.entity);
  if (!group) return patterns;
  const chosen = group.events.filter((one) => means(patterns, one) !== (one.name === event.name)).map((one) => one.name);
  const others = spelt(patterns, groups).filter((pattern) => !ofGroup(pattern, group));
  return [...others, ...(chosen.length === group.events.length ? [`${group.entity}.*`] : chosen)];
}

/** What the patterns mean, in a few words for each entity. */
export function inWords(patterns: string[], labelOf: (entity: string) => string | undefined): string[] {
  if (patterns.includes(EVERYTHING)) return ["Every event"];
  const actions = new Map<string, string[]>();
  for (const pattern of patterns) {
    const [entity = "", action = ""] = pattern.split(".");
    actions.set(entity, [...(actions.get(entity) ?? []), action === "*" ? "all" : humanize(action).toLowerCase()]);
  }
  return [...actions].map(([entity, words]) => `${labelOf(entity) ?? humanize(entity)}: ${words.join(", ")}`);
}

/** `*` as one pattern for each entity, so that one of them can be taken out. */
function spelt(patterns: string[], groups: EventGroup[]): string[] {
  return patterns.includes(EVERYTHING) ? groups.map(({ entity }) => `${entity}.*`) : patterns;
}

const ofGroup = (pattern: string, group: EventGroup) => pattern.startsWith(`${group.entity}.`);
