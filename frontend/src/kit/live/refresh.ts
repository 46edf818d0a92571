/** Which cached queries an event makes out of date. */
import { queryClient } from "@/kit/api/query";

interface Base {
  id: string;
  at: string;
}

export interface EntityChanged extends Base {
  entity_type: string;
  /** Null when many have changed at once. */
  entity_id: string | null;
  action: string;
  version: number | null;
}

export interface OperationProgress extends Base {
  operation_id: string;
  status: string;
  progress: number;
  stage?: string | null;
  message?: string | null;
}

/** Somebody who looks at the same record. */
export interface Present {
  id: string;
  name: string;
  /** The field being edited. */
  editing: string | null;
}

export interface PresenceTold extends Base {
  entity_type: string;
  entity_id: string;
  users: Present[];
  /** Grows: an event that has been overtaken carries a smaller one. */
  seq: number;
}

/** Events of the server, by name. All are small: they say that something is new, the API says what. */
export interface LiveEvents {
  notification: Base & Record<string, unknown>;
  "entity.changed": EntityChanged;
  "message.started": Base & Record<string, unknown>;
  "message.delta": Base & Record<string, unknown>;
  "message.completed": Base & Record<string, unknown>;
  "conversation.changed": Base & Record<string, unknown>;
  "approval.required": Base & Record<string, unknown>;
  "approval.decided": Base & Record<string, unknown>;
  "handovers.changed": Base & Record<string, unknown>;
  "execution.step": Base & Record<string, unknown>;
  "execution.progress": Base & Record<string, unknown>;
  "operation.progress": OperationProgress;
  presence: PresenceTold;
  /** The server itself has missed events. */
  resync: Base;
  "session.revoked": Base & Record<string, unknown>;
}

const due = new Map<string, readonly unknown[]>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Marks queries as out of date; many events within 100 ms (an import, a bulk change) cost one refresh. */
function refreshSoon(key: readonly unknown[]): void {
  due.set(JSON.stringify(key), key);
  timer ??= setTimeout(() => {
    timer = null;
    for (const queryKey of due.values()) void queryClient.invalidateQueries({ queryKey });
    due.clear();
  }, 100);
}

export function refreshFor<E extends keyof LiveEvents>(name: E, event: LiveEvents[E]): void {
  if (name === "entity.changed") refreshSoon(["entity", (event as EntityChanged).entity_type]);
  if (name === "resync") refreshAfterReconnect();
  if (name === "notification") refreshSoon(["notifications"]);
  if (name === "operation.progress") refreshSoon(["operations"]);
  if (name === "approval.required" || name === "approval.decided") refreshSoon(["approvals"]);
  if (name === "handovers.changed") refreshSoon(["handovers"]);
}

/** What happened while the connection was away is unknown: everything on screen is read again. */
export function refreshAfterReconnect(): void {
  void queryClient.invalidateQueries();
}
