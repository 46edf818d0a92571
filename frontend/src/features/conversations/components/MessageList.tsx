import { AssistantMessage } from "@/kit/agent/assistant-message";
import type { Agent } from "@/kit/agent/queries";
import type { Turn } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { UserMessage } from "@/kit/agent/user-message";
import { type AnswerView, liveView, storedView } from "@/kit/agent/view";

export interface MessageListProps {
  conversationId: string;
  /** Who answers unless the message says otherwise. */
  agent: string;
  agents: Agent[];
  messages: Message[];
  turn: Turn | undefined;
  me: string;
  /** Not given where the reader may not write, or while an answer is being made. */
  onAsk?: (text: string) => void;
}

/** Everything said, oldest first; the answer in the making stands where it will stay. */
export function MessageList({ conversationId, agent, agents, messages, turn, me, onAsk }: MessageListProps) {
  const nameOf = (name: string) => agents.find((one) => one.name === name)?.label ?? "Agent";
  const answered = messages.some((message) => message.id === turn?.answer.messageId);
  const lastId = messages.at(-1)?.id;
  const answer = (view: AnswerView, question: string | undefined, last: boolean) => (
    <AssistantMessage
      key={view.id ?? "answer"}
      view={view}
      name={nameOf(view.agent)}
      onRetry={last && onAsk && question ? () => onAsk(question) : undefined}
      onChoose={last ? onAsk : undefined}
    />
  );
  return (
    <>
      {messages.map((message, index) => {
        if (message.role === "user") return <UserMessage key={message.id} author={message.author || me} text={message.content} attachments={message.attachments} />;
        const live = turn?.answer.messageId === message.id ? turn : null;
        const view = live ? liveView(conversationId, agent, live.answer, message) : storedView(conversationId, message);
        return answer(view, questionBefore(messages, index), message.id === lastId);
      })}
      {turn && !answered && (
        <>
          {turn.asked && <UserMessage author={me} text={turn.asked.content} attachments={turn.asked.attachments} />}
          {turn.error === null && answer(liveView(conversationId, agent, turn.answer), turn.asked?.content, false)}
        </>
      )}
    </>
  );
}

function questionBefore(messages: Message[], index: number): string | undefined {
  return messages.slice(0, index).findLast((message) => message.role === "user")?.content;
}
