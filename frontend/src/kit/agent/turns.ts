/**
 * Answers in the making, by conversation. They live here and not in a screen: a reader may leave and come back,
 * and the stream goes on meanwhile. After a reload the stream is followed again from its beginning.
 */
import { create } from "zustand";
import { queryClient } from "@/kit/api/query";
import { apiRequest, newKey } from "@/kit/api/request";
import { apiFetch } from "@/kit/api/runtime";
import { addEvents, type Answer, emptyAnswer, type LiveCall } from "./answer";
import { perFrame } from "./frames";
import { refreshConversation } from "./queries";
import { followTurn, sentEvents } from "./stream";

export interface Asked {
  content: string;
  attachments: { id: string; name: string }[];
}

export interface Turn {
  /** What was sent in this tab; null for a stream that is only followed. */
  asked: Asked | null;
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
export function ask(id: string, asked: Asked): Promise<void> {
  const key = newKey(); // a repeated request after a lost connection finds the same answer
  const body = JSON.stringify({ content: asked.content, attachments: asked.attachments.map((file) => file.id) });
  const headers = { "Content-Type": "application/json", Accept: "text/event-stream", "Idempotency-Key": key };
  const post = (signal: AbortSignal) => apiFetch(`/api/v1/conversations/${id}/messages`, { method: "POST", headers, body, signal });
  return carry(id, asked, null, post);
}

/** Follows an answer that is being made, from its beginning. */
export function resume(id: string, messageId: string): Promise<void> {
  return carry(id, null, messageId, (signal) => events(id, messageId, 0, signal));
}

function events(id: string, messageId: string, after: number, signal: AbortSignal): Promise<Response> {
  const place: Record<string, string> = after > 0 ? { "Last-Event-ID": `${messageId}:${after}` } : {};
  return apiFetch(`/api/v1/conversations/${id}/messages/${messageId}/events`, { headers: { Accept: "text/event-stream", ...place }, signal });
}

async function carry(id: string, asked: Asked | null, known: string | null, first: (signal: AbortSignal) => Promise<Response>): Promise<void> {
  if (working(useTurns.getState().turns[id])) return;
  const turn: Turn = { asked, answer: { ...emptyAnswer, messageId: known }, broken: false, error: null };
  useTurns.setState(({ turns }) => ({ turns: { ...turns, [id]: turn } }));
  const batch = perFrame<Parameters<typeof addEvents>[1][number]>((arrived) =>
    change(id, (now) => ({ ...now, answer: addEvents(now.answer, arrived, performance.now()) })),
  );
  let messageId = known;
  try {
    await followTurn({
      open: (after, signal) => (after > 0 && messageId ? events(id, messageId, after, signal) : first(signal)),
      onEvent: (event) => {
        if (event.kind === "start") messageId = event.data.message_id;
        batch.add(event);
      },
      onBroken: (broken) => change(id, (now) => ({ ...now, broken })),
      signal: new AbortController().signal,
    });
    batch.flush();
    await settle(id);
  } catch (error) {
    batch.flush();
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
      return addEvents(emptyAnswer, all, 0).calls.map((call) => ({ ...call, ms: null })); // a replay tells nothing about time
    },
    staleTime: Number.POSITIVE_INFINITY,
  };
}
