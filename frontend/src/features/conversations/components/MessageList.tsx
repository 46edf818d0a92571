import type { Agent, Conversation } from "@/kit/agent/queries";
import type { Message } from "@/kit/agent/types";
import type { TurnState } from "@/kit/agent/use-turn";
import { UserMessage } from "@/kit/agent/user-message";
import type { Acts } from "../useActs";
import { Answer } from "./Answer";
import { Question } from "./Question";

export interface MessageListProps {
  conversation: Conversation;
  agents: Agent[];
  messages: Message[];
  turn: TurnState | null;
  /** Who reads. */
  me: { id: string; name: string };
  /** Not given where the reader may not write, or while an answer is being made. */
  acts?: Acts;
  /** The question that is being said differently. */
  editing: string | null;
  onEditing: (id: string | null) => void;
}

/** Everything said on this branch, oldest first. The answer in the making stands where it will stay, and is the same element when it is finished. */
export function MessageList({ conversation, agents, messages, turn, me, acts, editing, onEditing }: MessageListProps) {
  const { id, agent } = conversation;
  const own = conversation.user_id === me.id;
  const shown = onBranch(messages, turn);
  const coming = turn && !shown.some((message) => message.id === turn.messageId) ? turn : null;
  const lastId = shown.at(-1)?.id;
  const answer = (message: Message | undefined, live: boolean, key: string) => (
    <Answer key={key} conversationId={id} agent={agent} agents={agents} message={message} live={live} own={own} last={message !== undefined && message.id === lastId} acts={acts} />
  );
  return [
    ...shown.map((message) =>
      message.role === "user" ? (
        <Question key={message.id} conversationId={id} message={message} author={message.author || me.name} own={own} onEdit={acts?.edit} editing={editing === message.id} onEditing={onEditing} />
      ) : (
        answer(message, turn?.messageId === message.id, message.id)
      ),
    ),
    coming?.asked && <UserMessage key="asked" author={me.name} text={coming.asked.content} attachments={coming.asked.attachments} />,
    coming?.error === null && answer(undefined, true, coming.messageId ?? "answer"),
  ];
}

/** The messages before the answer in the making: what stands behind an edited question is another branch now. */
function onBranch(messages: Message[], turn: TurnState | null): Message[] {
  if (turn?.after === undefined || messages.some((message) => message.id === turn.messageId)) return messages;
  return messages.slice(0, messages.findIndex((message) => message.id === turn.after) + 1);
}
