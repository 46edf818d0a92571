/** Conversations, their messages and the agents, as queries; and the few acts on them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import type { Approval, Message } from "./types";

export interface Agent {
  name: string;
  label: string;
  /** Who it is, as it is told itself: "You are the Assistant: you answer …". */
  role: string;
  expertise: string[];
  /** Questions to begin with, where its maker gave some. */
  suggestions: string[];
  tools: string[];
  tier: string;
  provider: string;
}

export interface Conversation {
  id: string;
  user_id: string;
  agent: string;
  title: string;
  /** `waiting` and `with_person`: a person has the word, the agents are silent. */
  status: "open" | "waiting" | "with_person";
  /** The person who has taken it over, and how he is called. */
  assigned_to: string | null;
  assigned: string;
  waiting_since: string | null;
  last_message: string;
  last_message_at: string;
  created_at: string;
  /** Whose it is, where it is not the reader's own. */
  owner: string;
  /** In a search: the best place. */
  found: { message_id: string | null; marks: { text: string; hit: boolean }[] } | null;
}

/** Which conversations: the person's own, those that colleagues share with him, or everybody's that wait for a person. */
export type Whose = "own" | "shared" | "waiting";

export const capabilitiesQuery = queryOptions({
  queryKey: ["agents", "capabilities"],
  queryFn: ({ signal }) => apiRequest<{ agents: Agent[]; provider: string; model: string; attachments: string[] }>("GET", "/agents/capabilities", { signal }),
  staleTime: 5 * 60_000,
});

/** The role in words for people: "Answer questions about the organisation's records". */
export function purposeOf(agent: Agent): string {
  const purpose = agent.role.replace(/^You are [^:]*:\s*/, "").replace(/^you\s+/, "");
  return purpose.charAt(0).toUpperCase() + purpose.slice(1);
}

/** Newest first; in a search the best first. */
export function conversationsQuery({ q, whose }: { q: string; whose: Whose }) {
  return infiniteQueryOptions({
    queryKey: ["conversations", "list", q, whose],
    queryFn: ({ pageParam, signal }) =>
      apiRequest<Page<Conversation>>("GET", "/conversations", { query: { q: q || null, waiting: whose === "waiting" || null, shared: whose === "shared" || null, limit: 30, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ["conversations", id],
    queryFn: ({ signal }) => apiRequest<Conversation>("GET", `/conversations/${id}`, { signal }),
  });
}

/** Pages of messages, the newest page first; inside a page the oldest message is first. */
export function messagesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["conversations", id, "messages"],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<Message>>("GET", `/conversations/${id}/messages`, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

/** What agents have proposed and waits for the person's decision, newest first. */
export const waitingApprovalsQuery = queryOptions({
  queryKey: ["approvals", "waiting"],
  queryFn: ({ signal }) => apiRequest<Page<Approval>>("GET", "/approvals", { query: { scope: "inbox", status: "waiting", limit: 6 }, signal }).then((page) => page.items),
});

/** What a turn or a decision has changed is read again. */
export async function refreshConversation(id: string): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ["conversations", "list"] });
  void queryClient.invalidateQueries({ queryKey: ["approvals"] });
  await queryClient.invalidateQueries({ queryKey: ["conversations", id] });
}
