import { useMemo } from "react";
import { ask, askAgain, goOn } from "@/kit/agent/turns";
import type { AttachedFile, Message } from "@/kit/agent/types";

/** What begins an answer. */
export interface Acts {
  ask: (text: string, attachments?: AttachedFile[], agent?: string) => void;
  edit: (message: Message, text: string) => void;
  again: (answer: Message, agent?: string) => void;
  goOn: (answer: Message) => void;
}

/** For one conversation; `before` is done first, such as scrolling to the end. The same object as long as both are the same. */
export function useActs(id: string, before: () => void): Acts {
  return useMemo(() => actsOf(id, before), [id, before]);
}

function actsOf(id: string, before: () => void): Acts {
  const doing =
    <A extends unknown[]>(act: (...args: A) => Promise<void>) =>
    (...args: A) => {
      before();
      void act(...args);
    };
  return {
    ask: doing((content: string, attachments: AttachedFile[] = [], agent?: string) => ask(id, { content, attachments, agent })),
    edit: doing((message: Message, content: string) => ask(id, { content, attachments: message.attachments, edits: message.id }, message.parent_id)),
    again: doing((answer: Message, agent?: string) => askAgain(id, answer, agent)),
    goOn: doing((answer: Message) => goOn(id, answer)),
  };
}
