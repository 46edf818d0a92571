/**
 * Answers in the making, by conversation. They live here and not in a screen: a reader may leave and come back,
 * and the stream goes on meanwhile. After a reload the stream is followed again from its beginning.
 */
import { create } from "zustand";
import { queryClient } from "@/kit/api/query";
import { apiRequest, newKey } from "@/kit/api/request";
import { apiFetch } from "@/kit/api/runtime";
import { addEvents, type Answer, emptyAnswer, type LiveCall } from "./answer";
import { refreshConversation } from "./queries";
import { followTurn, sentEvents } from "./stream";
import type { AttachedFile, Message } from "./types";

export interface Asked {
  content: string;
  attachments: AttachedFile[];
  /** An earlier message of one's own in whose place this is said. */
  edits?: string;
  /** Who answers from now on. */
  agent?: string;
}

export interface Turn {
  /** What was sent in this tab; null for a stream that is only followed. */
  asked: Asked | null;
  /** The message behind which it stands: what the conversation holds behind that one is another branch. Undefined: at the end. */
  after?: string | null;
  answer: Answer;
  /** The connection is being made anew. */
  broken: boolean;
  /** Why it could not be asked or followed. */
  error: unknown;
}

export const useTurns = create<{ turns: Record<string, Turn> }>(() => ({ turns: {} }));

function change(id: string, next: (turn: Turn) => Turn): void {
  useTurns.setState(({ turns }) => (turns[id] ? { turns: { ...turns, [id]: next(turns[id]) } } : { turns }));
}

/** Takes a turn off the screen: its messages are in the conversation, or the person has dismissed the error. */
export function forgetTurn(id: string): void {
  useTurns.setState(({ turns }) => {
    const { [id]: _, ...others } = turns;
    return { turns: others };
  });
}

/** Whether the conversation's turn is still being answered. */
export function working(turn: Turn | undefined): boolean {
  return turn !== undefined && turn.error === null && turn.answer.phase !== "done";
}

/** Says something and follows the answer to its end. Errors stand in the turn. */
export function ask(id: string, asked: Asked, after?: string | null): Promise<void> {
  const { content, edits, agent } = asked;
  return carry(id, { asked, after }, null, posting(`${id}/messages`, { content, edits, agent, attachments: asked.attachments.map((file) => file.id) }));
}

/** Another answer to the same question, perhaps by another agent; the first one stays on its branch. */
export function askAgain(id: string, answer: Message, agent?: string): Promise<void> {
  return carry(id, { asked: null, after: answer.parent_id }, null, posting(`${id}/messages/${answer.id}/regenerate`, { agent }));
}

/** The rest of an answer that was stopped or cut off. */
export function goOn(id: string, answer: Message): Promise<void> {
  return carry(id, { asked: null, after: answer.id }, null, posting(`${id}/messages/${answer.id}/continue`));
}

/** Follows an answer that is being made, from its beginning. */
export function resume(id: string, messageId: string): Promise<void> {
  return carry(id, { asked: null }, messageId, (signal) => events(id, messageId, 0, signal));
}

/** A request that can be repeated after a lost connection: its key finds the same answer. */
function posting(path: string, given?: object): (signal: AbortSignal) => Promise<Response> {
  const headers = { "Content-Type": "application/json", Accept: "text/event-stream", "Idempotency-Key": newKey() };
  const body = given && JSON.stringify(given);
  return (signal) => apiFetch(`/api/v1/conversations/${path}`, { method: "POST", headers, body, signal });
}

function events(id: string, messageId: string, after: number, signal: AbortSignal): Promise<Response> {
  const place: Record<string, string> = after > 0 ? { "Last-Event-ID": `${messageId}:${after}` } : {};
  return apiFetch(`/api/v1/conversations/${id}/messages/${messageId}/events`, { headers: { Accept: "text/event-stream", ...place }, signal });
}

async function carry(id: string, begun: Pick<Turn, "asked" | "after">, known: string | null, first: (signal: AbortSignal) => Promise<Response>): Promise<void> {
  if (working(useTurns.getState().turns[id])) return;
  const turn: Turn = { ...begun, answer: { ...emptyAnswer, messageId: known }, broken: false, error: null };
  useTurns.setState(({ turns }) => ({ turns: { ...turns, [id]: turn } }));
  let messageId = known;
  try {
    await followTurn({
      open: (after, signal) => (after > 0 && messageId ? events(id, messageId, after, signal) : first(signal)),
      onEvent: (event) => {
        if (event.kind === "start") messageId = event.data.message_id;
        change(id, (now) => ({ ...now, answer: addEvents(now.answer, [event], performance.now()) }));
      },
      onBroken: (broken) => change(id, (now) => ({ ...now, broken })),
      signal: new AbortController().signal,
    });
    await settle(id);
  } catch (error) {
    change(id, (now) => ({ ...now, error }));
  }
}

/** The finished turn gives way to the messages of the conversation, which hold the same. */
async function settle(id: string): Promise<void> {
  const answer = useTurns.getState().turns[id]?.answer;
  if (answer?.messageId) queryClient.setQueryData(callsKey(answer.messageId), answer.calls);
  try {
    await refreshConversation(id);
  } finally {
    if (useTurns.getState().turns[id]?.answer.phase === "done") forgetTurn(id);
  }
}

/** Ends the answer that is being made; what was said so far stays. */
export const stopTurn = (id: string) => apiRequest<unknown>("POST", `/conversations/${id}/stop`);

const callsKey = (messageId: string) => ["turns", messageId, "calls"];

/** The tool calls of a finished answer with their results, which are kept with its events. */
export function callsQuery(conversationId: string, messageId: string) {
  return {
    queryKey: callsKey(messageId),
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<LiveCall[]> => {
      const all = await sentEvents(await events(conversationId, messageId, 0, signal));
      return addEvents(emptyAnswer, all, 0).calls;
    },
    staleTime: Number.POSITIVE_INFINITY,
  };
}
