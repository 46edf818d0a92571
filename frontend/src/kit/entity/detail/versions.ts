/** The versions of a record, told from its present state and its history. */
import type { HistoryEntry } from "../queries";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord, Values } from "../record";

/** Entries that made a version; others (a merge) only tell of the record. */
const changes = new Set(["create", "update", "delete", "restore"]);

export interface Version {
  entry: HistoryEntry;
  /** Which version this change made. */
  number: number;
  before: Values;
  after: Values;
}

/** What each change found and left, newest first: walking back from now, every change is taken back in turn. */
export function versionsOf(record: EntityRecord, entries: HistoryEntry[]): Version[] {
  let after: Values = { ...record };
  let number = record.version + 1;
  return entries.map((entry) => {
    if (changes.has(entry.action)) number -= 1;
    const before = entry.action === "create" ? {} : { ...after, ...entry.old_values };
    const version = { entry, number, before, after };
    after = before;
    return version;
  });
}

/** Both sides of a version as the server has rebuilt them. */
export function sidesOf(entity: EntityMeta, before: Values, after: Values): Line[] {
  return entity.fields
    .filter((field) => field.name in after || field.name in before)
    .map((field) => {
      const [old, now] = [before[field.name] ?? null, after[field.name] ?? null];
      return { field, old, new: now, changed: !same(old, now) };
    });
}

/** Whether two values are the same, in whatever order their keys were written. */
export function same(one: unknown, other: unknown): boolean {
  const sorted = (_: string, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b))) : value;
  return JSON.stringify(one ?? null, sorted) === JSON.stringify(other ?? null, sorted);
}

export interface Line {
  field: FieldMeta;
  old: unknown;
  new: unknown;
  changed: boolean;
}

/** Both sides of a version, field by field. */
export function linesOf(entity: EntityMeta, version: Version): Line[] {
  return sidesOf(entity, version.before, version.after);
}

/** The values that undo a change, where fields still exist and can be written; what is sensitive is not in the history. */
export function undoing(entity: EntityMeta, entry: HistoryEntry): Values {
  return Object.fromEntries(entity.fields.filter((field) => !field.read_only && !field.sensitive && field.name in entry.old_values).map((field) => [field.name, entry.old_values[field.name]]));
}

/** Where taking this one change back leads: its fields, as they were in the version before. */
export function undoOf(entity: EntityMeta, version: Version): { version: number; fields: string[] } {
  return { version: version.number - 1, fields: Object.keys(undoing(entity, version.entry)) };
}

const hands: Record<string, string> = { browser: "in the browser", key: "with an API key", cli: "on the command line", mcp: "through MCP", workflow: "in a workflow", system: "by the system" };

/** Through what a change came: "in the browser", "through the agent Assistant". */
export function handOf(entry: HistoryEntry): string {
  if (entry.actor.agent) return `through the agent ${entry.actor.agent}`;
  return hands[entry.actor.via] ?? `through ${entry.actor.via}`;
}
