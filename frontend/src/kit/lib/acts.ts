/** Entries of the audit log in words: who, what, through what. */
import { humanize } from "./format";

export interface Act {
  id: string;
  timestamp: string;
  actor: { user_id: string | null; name: string | null; via: string; agent: string | null; api_key_id: string | null; execution_id: string | null };
  action: string;
  entity_type: string;
  entity_id: string;
  /** How the record was called then. */
  label: string;
  old_values: Record<string, unknown>;
  new_values: Record<string, unknown>;
  request_id: string;
  ip: string | null;
}

const verbs: Record<string, string> = { create: "created", update: "changed", delete: "deleted", restore: "restored", login: "signed in", logout: "signed out", approved: "approved", rejected: "rejected" };

/** "changed", "signed in"; an act without a word of its own is shown as it is named. */
export function verbOf(action: string): string {
  return verbs[action] ?? humanize(action).toLowerCase();
}

/** One of a kind of record that has no screen of its own: `memberships` is "Membership". */
export function kindOf(entityType: string): string {
  return humanize(entityType).replace(/ies$/, "y").replace(/s$/, "");
}

/** Who: the person, or the system. */
export function actorOf(act: Act): string {
  return act.actor.name ?? (act.actor.user_id ? "Former member" : act.actor.via === "system" ? "System" : "Nobody signed in");
}

const ways: Record<string, string> = { browser: "Browser", key: "API key", agent: "Agent", workflow: "Workflow", cli: "Command line", mcp: "MCP", system: "System" };

/** All ways there are, as choices. */
export const vias = Object.entries(ways).map(([value, label]) => ({ value, label }));

/** Through what: "Agent: assistant", "API key", "Browser". */
export function originOf(act: Act): string {
  const way = ways[act.actor.via] ?? humanize(act.actor.via);
  return act.actor.agent ? `${way}: ${humanize(act.actor.agent).toLowerCase()}` : way;
}
