/** The versions of a record, told from its present state and its history. */
import type { HistoryEntry } from "../queries";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord, Values } from "../record";

export interface Version {
  entry: HistoryEntry;
  before: Values;
  after: Values;
}

/** What each change found and left, newest first: walking back from now, every change is taken back in turn. */
export function versionsOf(record: EntityRecord, entries: HistoryEntry[]): Version[] {
  let after: Values = { ...record };
  return entries.map((entry) => {
    const before = entry.action === "create" ? {} : { ...after, ...entry.old_values };
    const version = { entry, before, after };
    after = before;
    return version;
  });
}

export interface Line {
  field: FieldMeta;
  old: unknown;
  new: unknown;
  changed: boolean;
}

/** Both sides of a version, field by field. */
export function linesOf(entity: EntityMeta, version: Version): Line[] {
  return entity.fields.map((field) => {
    const [old, now] = [version.before[field.name] ?? null, version.after[field.name] ?? null];
    return { field, old, new: now, changed: JSON.stringify(old) !== JSON.stringify(now) };
  });
}

/** The values that undo a change, where fields still exist and can be written; what is sensitive is not in the history. */
export function undoing(entity: EntityMeta, entry: HistoryEntry): Values {
  return Object.fromEntries(entity.fields.filter((field) => !field.read_only && !field.sensitive && field.name in entry.old_values).map((field) => [field.name, entry.old_values[field.name]]));
}

const hands: Record<string, string> = { browser: "in the browser", key: "with an API key", cli: "on the command line", mcp: "through MCP", workflow: "in a workflow", system: "by the system" };

/** Through what a change came: "in the browser", "through the agent Assistant". */
export function handOf(entry: HistoryEntry): string {
  if (entry.actor.agent) return `through the agent ${entry.actor.agent}`;
  return hands[entry.actor.via] ?? `through ${entry.actor.via}`;
}
