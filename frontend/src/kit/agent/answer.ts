/** An answer while it is made: what the events of its stream add up to. Pure, so that a replay after a reload gives the same. */
import type { Problem } from "@/kit/api/errors";
import type { Approval, Citation, Message, ToolCall, TurnEvent } from "./types";

/** A tool call with what is only known while it is watched. */
export interface LiveCall extends Omit<ToolCall, "status" | "ms"> {
  status: ToolCall["status"] | "running";
  /** When it was seen to start, in milliseconds; for the time shown beside it. */
  startedAt: number;
  ms: number | null;
  /** The result as the agent got it: JSON, perhaps cut. */
  result: string | null;
}

export interface Answer {
  /** The last event that is in here; the stream goes on behind it. */
  seq: number;
  /** `asking` until the first event has come. */
  phase: "asking" | "working" | "done";
  messageId: string | null;
  agent: string;
  text: string;
  /** What goes on since the last words: a place in the line, a stage, who took it over and why. */
  notice: string;
  calls: LiveCall[];
  approvals: Approval[];
  citations: Citation[];
  /** The whole message, once it is finished. */
  message: Message | null;
  problem: Problem | null;
}

export const emptyAnswer: Answer = {
  seq: 0,
  phase: "asking",
  messageId: null,
  agent: "",
  text: "",
  notice: "",
  calls: [],
  approvals: [],
  citations: [],
  message: null,
  problem: null,
};

/** Adds events in order. Those that are already in (a stream that was resumed may repeat some) change nothing. */
export function addEvents(answer: Answer, events: readonly TurnEvent[], now: number): Answer {
  return events.reduce((made, event) => addEvent(made, event, now), answer);
}

function addEvent(answer: Answer, event: TurnEvent, now: number): Answer {
  if (event.seq <= answer.seq) return answer;
  const next: Answer = { ...answer, seq: event.seq, phase: "working" };
  switch (event.kind) {
    case "waiting":
      return { ...next, notice: event.data.place > 20 ? "Waiting, more than 20 before you" : `Waiting, place ${event.data.place}` };
    case "progress":
      return { ...next, notice: `${event.data.message || event.data.stage}${event.data.done > 0 ? ` (${Math.round(event.data.done * 100)} %)` : ""}` };
    case "start":
      return { ...next, notice: "", messageId: event.data.message_id, agent: event.data.agent };
    case "delta":
      return { ...next, notice: "", text: next.text + event.data.text };
    case "tool_call":
      return { ...next, calls: [...next.calls, { ...event.data, status: "running", summary: "", startedAt: now, ms: null, result: null }] };
    case "tool_result":
      return { ...next, calls: next.calls.map((call) => (call.id === event.data.id ? finished(call, event.data, now) : call)) };
    case "approval_required":
      return { ...next, approvals: [...next.approvals, event.data.approval] };
    case "citation":
      return { ...next, citations: [...next.citations, event.data] };
    case "complete":
      return { ...next, phase: "done", message: event.data.message };
    case "error":
      return { ...next, phase: "done", problem: event.data.problem, message: event.data.message ?? null };
  }
}

function finished(call: LiveCall, result: { status: ToolCall["status"]; summary: string; result: string; ms?: number }, now: number): LiveCall {
  return { ...call, status: result.status, summary: result.summary, result: result.result, ms: result.ms ?? now - call.startedAt };
}
