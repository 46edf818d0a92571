import { memo } from "react";
import { AssistantMessage } from "@/kit/agent/assistant-message";
import type { Agent } from "@/kit/agent/queries";
import type { Message } from "@/kit/agent/types";
import { useWatched } from "@/kit/agent/use-turn";
import { liveView, storedView } from "@/kit/agent/view";
import type { Acts } from "../useActs";
import { AnswerActions } from "./AnswerActions";

export interface AnswerProps {
  conversationId: string;
  /** Who answers in this conversation. */
  agent: string;
  agents: Agent[];
  /** As the history has it; undefined while it only comes. */
  message: Message | undefined;
  /** It is being made, and watched here. */
  live: boolean;
  own: boolean;
  /** The last one offers its choices. */
  last: boolean;
  acts?: Acts;
}

/** One answer, in the making or finished. It watches its own stream: while it grows, nothing else of the screen is drawn again. */
export const Answer = memo(function Answer({ conversationId, agent, agents, message, live, own, last, acts }: AnswerProps) {
  const watched = useWatched(live ? conversationId : null);
  const view = watched ? liveView(conversationId, agent, watched, message) : message && storedView(conversationId, message);
  if (!view) return null;
  const again = message && acts && message.author_id === null && message.parent_id ? (other?: string) => acts.again(message, other) : undefined;
  return (
    <AssistantMessage
      view={view}
      name={agents.find((one) => one.name === view.agent)?.label ?? "Agent"}
      details={own}
      onRetry={again && (() => again())}
      onGoOn={message && acts && message.author_id === null ? () => acts.goOn(message) : undefined}
      onChoose={last ? acts?.ask : undefined}
      actions={message && <AnswerActions conversationId={conversationId} message={message} agents={agents} own={own} onAgain={again} />}
    />
  );
});
