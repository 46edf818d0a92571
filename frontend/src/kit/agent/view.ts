/** A message as it is drawn, whether it is still being made or comes from the history. */
import type { Answer, LiveCall } from "./answer";
import type { Approval, Citation, Message, MessageStatus, ToolCall } from "./types";

export interface AnswerView {
  conversationId: string;
  /** Null until the server has named it. */
  id: string | null;
  agent: string;
  /** A person who answered in the agent's stead. */
  author: string;
  status: MessageStatus;
  /** When it was begun; null until the server has said. */
  at: string | null;
  text: string;
  /** What goes on before there are words; empty once it is finished. */
  notice: string;
  calls: (ToolCall | LiveCall)[];
  approvals: Approval[];
  citations: Citation[];
  choices: string[];
  error: string;
  provider: string;
  tokens: number;
  /** In the currency of the price table; empty or "0" where nothing was paid. */
  cost: string;
  /** Which choice answered; 0 is the first. */
  fallback: number;
  confidence: number | null;
}

/** From a message of the history. */
export function storedView(conversationId: string, message: Message): AnswerView {
  return {
    conversationId,
    id: message.id,
    agent: message.agent,
    author: message.author,
    status: message.status,
    at: message.created_at,
    text: message.content,
    notice: "",
    calls: message.tool_calls,
    approvals: message.approvals,
    citations: message.citations,
    choices: message.choices,
    error: message.error,
    provider: message.provider,
    tokens: (message.usage.input_tokens ?? 0) + (message.usage.output_tokens ?? 0),
    cost: message.usage.cost ?? "",
    fallback: message.fallback_level,
    confidence: message.confidence,
  };
}

/** From a stream. `before` is what the history holds of it, shown until the stream has said more. */
export function liveView(conversationId: string, agent: string, answer: Answer, before?: Message): AnswerView {
  const whole = answer.message ? storedView(conversationId, answer.message) : null;
  return {
    conversationId,
    id: answer.messageId,
    agent: answer.agent || agent,
    author: "",
    at: whole?.at ?? before?.created_at ?? null,
    status: whole?.status ?? (answer.problem ? "failed" : "running"),
    text: whole?.text || answer.text || (answer.seq === 0 ? (before?.content ?? "") : ""),
    notice: whole ? "" : answer.notice,
    calls: answer.calls,
    approvals: whole?.approvals ?? answer.approvals,
    citations: whole?.citations ?? answer.citations,
    choices: whole?.choices ?? [],
    error: whole?.error || (answer.problem?.detail ?? ""),
    provider: whole?.provider ?? "",
    tokens: whole?.tokens ?? 0,
    cost: whole?.cost ?? "",
    fallback: whole?.fallback ?? 0,
    confidence: whole?.confidence ?? null,
  };
}
