import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { capabilitiesQuery, conversationQuery, messagesQuery, refreshConversation } from "@/kit/agent/queries";
import { resume, useTurns, working } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { useTurnState } from "@/kit/agent/use-turn";
import { useLiveEvent, useTopic } from "@/kit/live/hooks";
import { useMe } from "@/kit/session/store";

/** How often who reads along gets the words of an answer in the making: the server keeps them about once a second. */
const readAlong = 1_000;

/** A conversation on screen: its messages, the answer in the making, kept up to date with what happens elsewhere. */
export function useConversation(id: string) {
  const conversation = useQuery(conversationQuery(id));
  const pages = useInfiniteQuery(messagesQuery(id));
  const turn = useTurnState(id);
  const agents = useQuery(capabilitiesQuery).data?.agents ?? [];
  const me = useMe();
  const own = conversation.data?.user_id === me.id;
  const messages = pages.data?.pages.toReversed().flatMap((page) => page.items) ?? [];
  const unfinished = unfinishedOf(messages)?.id;
  const read = useRef(0);
  useTopic(`conversation:${id}`);
  const news = (event: Record<string, unknown>) => {
    if (event.conversation_id === id && !working(useTurns.getState().turns[id])) void refreshConversation(id);
  };
  useLiveEvent("message.started", news);
  useLiveEvent("message.completed", news);
  useLiveEvent("conversation.changed", news);
  useLiveEvent("approval.decided", news);
  useLiveEvent("message.delta", (event) => {
    if (own || performance.now() - read.current < readAlong) return;
    read.current = performance.now();
    news(event);
  });
  useEffect(() => {
    if (unfinished && own) void resume(id, unfinished); // after a reload, or begun in another tab
  }, [id, unfinished, own]);
  return { conversation, pages, messages, turn, agents };
}

function unfinishedOf(messages: Message[]): Message | undefined {
  return messages.find((message) => message.status === "running" || message.status === "stopping");
}
