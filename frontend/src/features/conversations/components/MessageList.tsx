import { AssistantMessage } from "@/kit/agent/assistant-message";
import type { Agent, Conversation } from "@/kit/agent/queries";
import type { Turn } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { UserMessage } from "@/kit/agent/user-message";
import { liveView, storedView } from "@/kit/agent/view";
import { AnswerActions } from "./AnswerActions";
import { Question } from "./Question";
import type { Acts } from "../useActs";

export interface MessageListProps {
  conversation: Conversation;
  agents: Agent[];
  messages: Message[];
  turn: Turn | undefined;
  /** Who reads. */
  me: { id: string; name: string };
  /** Not given where the reader may not write, or while an answer is being made. */
  acts?: Acts;
  /** The question that is being said differently. */
  editing: string | null;
  onEditing: (id: string | null) => void;
}

/** Everything said on this branch, oldest first; the answer in the making stands where it will stay. */
export function MessageList({ conversation, agents, messages, turn, me, acts, editing, onEditing }: MessageListProps) {
  const { id, agent } = conversation;
  const own = conversation.user_id === me.id;
  const nameOf = (name: string) => agents.find((one) => one.name === name)?.label ?? "Agent";
  const shown = onBranch(messages, turn);
  const live = turn && !shown.some((message) => message.id === turn.answer.messageId) ? turn : null;
  const lastId = shown.at(-1)?.id;
  return (
    <>
      {shown.map((message) => {
        if (message.role === "user")
          return <Question key={message.id} conversationId={id} message={message} author={message.author || me.name} own={own} onEdit={acts?.edit} editing={editing === message.id} onEditing={(on) => onEditing(on ? message.id : null)} />;
        const making = turn?.answer.messageId === message.id ? turn : null;
        const view = making ? liveView(id, agent, making.answer, message) : storedView(id, message);
        const again = acts && message.author_id === null && message.parent_id ? (other?: string) => acts.again(message, other) : undefined;
        return (
          <AssistantMessage
            key={message.id}
            view={view}
            name={nameOf(view.agent)}
            details={own}
            onRetry={again && (() => again())}
            onGoOn={acts && message.author_id === null ? () => acts.goOn(message) : undefined}
            onChoose={message.id === lastId ? acts?.ask : undefined}
            actions={<AnswerActions conversationId={id} message={message} agents={agents} own={own} onAgain={again} />}
          />
        );
      })}
      {live?.asked && <UserMessage author={me.name} text={live.asked.content} attachments={live.asked.attachments} />}
      {live?.error === null && <AssistantMessage key={live.answer.messageId ?? "answer"} view={liveView(id, agent, live.answer)} name={nameOf(live.answer.agent || agent)} />}
    </>
  );
}

/** The messages before the answer in the making: what stands behind an edited question is another branch now. */
function onBranch(messages: Message[], turn: Turn | undefined): Message[] {
  if (turn?.after === undefined || messages.some((message) => message.id === turn.answer.messageId)) return messages;
  return messages.slice(0, messages.findIndex((message) => message.id === turn.after) + 1);
}
