/** What a conversation is made of, as the API sends it. */
import type { Problem } from "@/kit/api/errors";

/** A record that an answer rests on; `key` is its business key (a code, a number). */
export interface Citation {
  entity: string;
  id: string;
  label: string;
  key: string;
}

/** A tool call as it stands in a finished message. `pending` is a write that waits for approval; `stopped`: the answer ended before it. */
export interface ToolCall {
  id: string;
  name: string;
  args: Record<string, unknown>;
  status: "ok" | "error" | "pending" | "stopped";
  summary: string;
  /** How long it took, in milliseconds; absent in messages that are older than that. */
  ms?: number | null;
  /** The colleague who made it; empty or absent for who answers. */
  agent?: string;
  /** The call by which he was asked. */
  parent?: string;
}

/** One field of a proposed write, before and after. */
export interface ProposedChange {
  field: string;
  old: unknown;
  new: unknown;
  /** Which values the reader may not read: they are null, whatever they are. */
  hidden?: "old" | "both" | null;
}

/** A write that an agent proposes: exactly these arguments, once, if a person says yes. */
export interface Approval {
  id: string;
  conversation_id: string;
  message_id: string;
  /** For whom it would be done. */
  user_id: string;
  /** The role whose members decide; empty: the person himself. */
  approver: string;
  agent: string;
  operation: string;
  args: Record<string, unknown>;
  entity_type: string;
  target_id: string;
  target: string;
  summary: string;
  changes: ProposedChange[];
  /** What the agent had proposed, where a person approved other values. */
  proposed: ProposedChange[] | null;
  /** Text of unknown origin (a file, a record) was read before this was proposed. */
  tainted: boolean;
  /** `doing`: it reaches out and is under way; `outdated`: its agent or tool is another one now, or gone; `unsure`: nobody knows whether it arrived. */
  status: "waiting" | "doing" | "approved" | "rejected" | "failed" | "outdated" | "unsure";
  decided_by: string | null;
  decider: string;
  decided_at: string | null;
  note: string;
  result: Record<string, unknown> | null;
  error: string;
  undone: boolean;
  undoable: boolean;
  created_at: string;
}

/** A file that came with a question. */
export interface AttachedFile {
  id: string;
  name: string;
  media_type?: string;
}

export type MessageStatus = "running" | "stopping" | "complete" | "stopped" | "interrupted" | "failed";

export interface Message {
  id: string;
  position: number;
  parent_id: string | null;
  /** The messages that stand in one another's place, oldest first. */
  versions: string[];
  role: "user" | "assistant";
  author_id: string | null;
  author: string;
  agent: string;
  status: MessageStatus;
  kind: string;
  content: string;
  pinned: boolean;
  rating: "" | "up" | "down";
  rating_note: string;
  tool_calls: ToolCall[];
  citations: Citation[];
  approvals: Approval[];
  /** Answers that the person may pick instead of typing. */
  choices: string[];
  attachments: AttachedFile[];
  usage: { input_tokens?: number; output_tokens?: number; cost?: string };
  provider: string;
  fallback_level: number;
  strategy: string;
  confidence: number | null;
  error: string;
  created_at: string;
  updated_at: string;
}

/** One event of an answer's stream; `seq` counts from 1 and is what `Last-Event-ID` names. */
export type TurnEvent = { seq: number } & (
  | { kind: "waiting"; data: { place: number } }
  | { kind: "progress"; data: { done: number; stage: string; message: string } }
  | { kind: "start"; data: { conversation_id: string; message_id: string; agent: string } }
  | { kind: "delta"; data: { text: string } }
  | { kind: "tool_call"; data: { id: string; name: string; args: Record<string, unknown>; effect: "read" | "write"; agent?: string; parent?: string } }
  | { kind: "tool_result"; data: { id: string; name: string; status: ToolCall["status"]; http_status: number; summary: string; result: string; ms?: number } }
  | { kind: "approval_required"; data: { approval: Approval } }
  | { kind: "citation"; data: Citation }
  | { kind: "complete"; data: { message: Message } }
  | { kind: "error"; data: { problem: Problem; message?: Message } }
);

export type TurnKind = TurnEvent["kind"];
