import { type RefObject, useEffect, useRef } from "react";
import { refreshConversation } from "@/kit/agent/queries";
import type { Message } from "@/kit/agent/types";
import { toast } from "@/kit/ui/toast";
import { chooseBranch } from "./api";
import type { useConversation } from "./useConversation";

const gone = () => toast.info("That message is not here", { description: "It was removed, or stands on another version." });

export interface Jump {
  wanted: string | null;
  /** The conversation. */
  id: string;
  /** Only its owner may choose another version. */
  own: boolean;
  shown: ReturnType<typeof useConversation>;
  frame: RefObject<HTMLElement | null>;
  /** Called before it is scrolled: what comes in below must not take the reader to the end. */
  letGo: () => void;
}

/**
 * Brings one message (`?message=` of the address) before the reader: older pages are read until it is there, the version that holds
 * it is chosen where it is another one, then it has the focus, in the middle, and is marked for a moment.
 */
export function useJump({ wanted, id, own, shown, frame, letGo }: Jump): void {
  const { messages, pages } = shown;
  const done = useRef<string | null>(null);
  const chosen = useRef<string | null>(null);
  const here = messages.some((message: Message) => message.id === wanted);
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  useEffect(() => {
    if (!wanted || done.current === wanted || isFetching) return;
    if (here) {
      done.current = wanted;
      letGo();
      show(frame.current, wanted);
    } else if (hasNextPage) void fetchNextPage();
    else if (chosen.current !== wanted) {
      chosen.current = wanted; // it comes with the other version
      if (own) chooseBranch(id, wanted).then(() => refreshConversation(id), gone);
      else gone();
    }
  }, [wanted, here, hasNextPage, isFetching, fetchNextPage, own, id, frame, letGo]);
}

function show(frame: HTMLElement | null, messageId: string): void {
  const found = frame?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
  if (!found) return;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: found.clientHeight > (frame?.clientHeight ?? 0) ? "start" : "center" });
  found.dataset.found = "";
  setTimeout(() => delete found.dataset.found, 4_000);
}
