/** Entries of the audit log in words. */
import { type Change, changesOf } from "@/kit/ui/diff";
import { humanize } from "@/kit/lib/format";
import type { Entry } from "./api";

const verbs: Record<string, string> = { create: "created", update: "changed", delete: "deleted", restore: "restored", login: "signed in", logout: "signed out", approved: "approved", rejected: "rejected" };

/** "changed", "signed in"; an act without a word of its own is shown as it is named. */
export function verbOf(action: string): string {
  return verbs[action] ?? humanize(action).toLowerCase();
}

/** Who: the person, or the system, and the agent that acted for him. */
export function actorOf(entry: Entry): string {
  return entry.actor.name ?? (entry.actor.user_id ? "Former member" : entry.actor.via === "system" ? "System" : "Nobody signed in");
}

const ways: Record<string, string> = { browser: "Browser", key: "API key", agent: "Agent", workflow: "Workflow", cli: "Command line", mcp: "MCP", system: "System" };

export const vias = Object.entries(ways).map(([value, label]) => ({ value, label }));

/** Through what: "Agent: assistant", "API key", "Browser". */
export function originOf(entry: Entry): string {
  const way = ways[entry.actor.via] ?? humanize(entry.actor.via);
  return entry.actor.agent ? `${way}: ${humanize(entry.actor.agent).toLowerCase()}` : way;
}

/** The fields that differ, old and new. */
export function changesIn(entry: Entry): Change[] {
  return changesOf(entry.old_values, entry.new_values);
}

/** Their names in one line: "Status, due on and 3 more". */
export function fieldsIn(entry: Entry, most = 3): string {
  const names = changesIn(entry).map((change) => humanize(change.field).toLowerCase());
  const shown = names.slice(0, most).join(", ");
  const more = names.length - most;
  return shown.charAt(0).toUpperCase() + shown.slice(1) + (more > 0 ? ` and ${more} more` : "");
}
