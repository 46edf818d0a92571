import { ArrowDown } from "lucide-react";
import { useRef } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import type { Conversation } from "@/kit/agent/queries";
import { ask, working } from "@/kit/agent/turns";
import { useStickToEnd } from "@/kit/agent/use-stick-to-end";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { ErrorState, Skeleton } from "@/kit/ui/states";
import { Announcer } from "../components/Announcer";
import { ConversationMenu } from "../components/ConversationMenu";
import { MessageList } from "../components/MessageList";
import { Notices } from "../components/Notices";
import { Reply } from "../components/Reply";
import { useConversation } from "../useConversation";

export default function ConversationPage() {
  const { id = "" } = useParams();
  const shown = useConversation(id);
  const { conversation, pages } = shown;
  useScreenTitle(conversation.data?.title);
  if (conversation.error instanceof ApiError && (conversation.error.status === 404 || conversation.error.status === 422)) return <NotFoundPage what="conversation" />;
  const error = conversation.error ?? pages.error;
  if (error) return <ErrorState error={error} doing="load the conversation" onRetry={() => void Promise.all([conversation.refetch(), pages.refetch()])} />;
  if (!conversation.data || pages.isPending) return <Loading />;
  return <Talk key={id} conversation={conversation.data} shown={shown} />;
}

function Talk({ conversation, shown }: { conversation: Conversation; shown: ReturnType<typeof useConversation> }) {
  const { messages, turn, pages, agents } = shown;
  const me = useMe();
  const navigate = useNavigate();
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { away, toEnd } = useStickToEnd(frame, content);
  const own = conversation.user_id === me.id;
  const send = (text: string, attachments: { id: string; name: string }[] = []) => {
    toEnd();
    void ask(conversation.id, { content: text, attachments });
  };
  const agent = agents.find((one) => one.name === (turn?.answer.agent || conversation.agent));
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="mx-auto flex w-full max-w-[808px] items-center gap-2 px-4 pt-3 pb-2 md:px-6">
        <h1 className="truncate text-lg font-semibold">{conversation.title}</h1>
        {own && <ConversationMenu conversation={conversation} onDeleted={() => void navigate("/conversations", { replace: true })} />}
      </header>
      <div className="relative min-h-0 flex-1">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
        <div ref={frame} role="region" aria-label="What was said" tabIndex={0} className="h-full overflow-y-auto overscroll-contain outline-offset-[-2px] [overflow-anchor:none]">
          <div ref={content} className="mx-auto w-full max-w-[808px] space-y-8 px-4 pt-2 pb-8 md:px-6">
            {pages.hasNextPage && (
              <Button size="sm" className="mx-auto flex" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                Show earlier messages
              </Button>
            )}
            <MessageList
              conversationId={conversation.id}
              agent={conversation.agent}
              agents={agents}
              messages={messages}
              turn={turn}
              me={me.name}
              onAsk={own && !working(turn) ? send : undefined}
            />
            <Notices conversation={conversation} turn={turn} onRetry={send} />
          </div>
        </div>
        {away && (
          <IconButton label="Jump to the end" variant="secondary" className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float" onClick={toEnd}>
            <ArrowDown aria-hidden />
          </IconButton>
        )}
      </div>
      <Announcer turn={turn} last={messages.at(-1)} name={agent?.label ?? "Agent"} />
      <Reply conversation={conversation} agents={agents} running={working(turn)} onSend={send} />
    </div>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the conversation" className="mx-auto w-full max-w-[808px] space-y-8 px-4 pt-4 md:px-6">
      <Skeleton className="h-5 w-64" />
      <Skeleton className="ml-auto h-10 w-72" />
      <Skeleton className="h-24 w-full max-w-[580px]" />
    </div>
  );
}
