import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { capabilitiesQuery, type Conversation, conversationQuery, messagesQuery, refreshConversation } from "@/kit/agent/queries";
import { resume, useTurns, working } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { useLiveEvent, useTopic } from "@/kit/live/hooks";

/** A conversation on screen: its messages, the answer in the making, kept up to date with what happens elsewhere. */
export function useConversation(id: string) {
  const conversation = useQuery({ ...conversationQuery(id), refetchInterval: (query) => betweenPeople(query.state.data) });
  const pages = useInfiniteQuery({ ...messagesQuery(id), refetchInterval: betweenPeople(conversation.data) });
  const turn = useTurns((state) => state.turns[id]);
  const agents = useQuery(capabilitiesQuery).data?.agents ?? [];
  const messages = pages.data?.pages.toReversed().flatMap((page) => page.items) ?? [];
  const unfinished = unfinishedOf(messages)?.id;
  useTopic(`conversation:${id}`);
  useLiveEvent("message.completed", (event) => {
    if (event.conversation_id === id && !working(useTurns.getState().turns[id])) void refreshConversation(id);
  });
  useEffect(() => {
    if (unfinished) void resume(id, unfinished); // after a reload, or begun in another tab
  }, [id, unfinished]);
  return { conversation, pages, messages, turn, agents };
}

/** What people write to one another is told by no event of the stream: it is asked for every few seconds. */
function betweenPeople(conversation: Conversation | undefined): number | false {
  return conversation && conversation.status !== "open" ? 3_000 : false;
}

function unfinishedOf(messages: Message[]): Message | undefined {
  return messages.find((message) => message.status === "running" || message.status === "stopping");
}
