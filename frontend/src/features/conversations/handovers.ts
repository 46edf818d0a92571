/** Conversations that ask for a person: the list, and the acts on who has the word. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { type Conversation, refreshConversation } from "@/kit/agent/queries";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";

export interface HandOver {
  id: string;
  user_id: string;
  owner: string;
  agent: string;
  title: string;
  status: "waiting" | "with_person";
  waiting_since: string | null;
  waiting_reason: string;
  /** What the person wants and what was tried, in short. */
  tried: string;
  assigned_to: string | null;
  assigned: string;
  last_message: string;
  last_message_at: string;
}

/** Everybody's that wait for a person or are with one; who waits longest comes first. */
export const handOversQuery = infiniteQueryOptions({
  queryKey: ["handovers", "list"],
  queryFn: ({ pageParam, signal }) => apiRequest<Page<HandOver>>("GET", "/conversations/hand-overs", { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next_cursor,
});

export const takeOver = (id: string) => pass(id, "take-over");
export const release = (id: string) => pass(id, "release");
/** With the agents again it is its owner's alone: whoever gives back another's reads it no longer. */
export const giveBack = (id: string, note: string, own: boolean) => pass(id, "hand-back", { note }, own);

/** Whatever comes of it (somebody else may have been first), lists and the conversation are read again. */
async function pass(id: string, step: string, body?: unknown, reads = true): Promise<Conversation> {
  try {
    return await apiRequest<Conversation>("POST", `/conversations/${id}/${step}`, { body });
  } finally {
    void queryClient.invalidateQueries({ queryKey: ["handovers"] });
    if (reads) await refreshConversation(id);
  }
}
