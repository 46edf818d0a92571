import { ArrowDown } from "lucide-react";
import { useCallback, useDeferredValue, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import type { Conversation } from "@/kit/agent/queries";
import { useStickToEnd } from "@/kit/agent/use-stick-to-end";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { cn } from "@/kit/lib/cn";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useUrlState } from "@/kit/lib/url-state";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, Skeleton } from "@/kit/ui/states";
import { Announcer } from "../components/Announcer";
import { ConversationMenu } from "../components/ConversationMenu";
import { MessageList } from "../components/MessageList";
import { Notices } from "../components/Notices";
import { Reply } from "../components/Reply";
import { useActs } from "../useActs";
import { useConversation } from "../useConversation";
import { useJump } from "../useJump";

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
  const { away, toEnd, letGo } = useStickToEnd(frame, content);
  const field = useRef<HTMLTextAreaElement>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const begin = useCallback(() => {
    toEnd();
    if (matchMedia("(pointer: fine)").matches) field.current?.focus(); // what was pressed is gone; on a phone the keyboard would cover the answer
  }, [toEnd]);
  const edit = useCallback((message: string | null) => {
    setEditing(message);
    if (message === null) field.current?.focus();
  }, []);
  const own = conversation.user_id === me.id;
  useJump({ wanted: useUrlState()[0].get("message"), id: conversation.id, own, shown, frame, letGo });
  const answers = own || conversation.status !== "open"; // a person who was asked for writes too
  const acts = useActs(conversation.id, begin);
  const offered = useDeferredValue(own && !turn?.working ? acts : undefined); // what was sent is drawn before the acts of hundreds of messages go
  const agent = agents.find((one) => one.name === (turn?.agent || conversation.agent));
  const step = (by: number) => stepThrough(frame.current, by);
  useShortcut("j", "Next message", () => step(1));
  useShortcut("k", "Message before", () => step(-1));
  useShortcut("mod+shift+o", "New conversation", () => void navigate("/conversations"), { inFields: true });
  const editLast = () => setEditing(messages.findLast((message) => message.author_id === me.id)?.id ?? null);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="mx-auto flex w-full max-w-[808px] items-center gap-2 px-4 pt-3 pb-2 md:px-6">
        <h1 className="truncate text-lg font-semibold">{conversation.title}</h1>
        {!answers && <Pill status="shared" label={conversation.owner ? `${conversation.owner} shares this` : "Shared with you"} tone="info" />}
        <ConversationMenu conversation={conversation} own={own} onDeleted={() => void navigate("/conversations", { replace: true })} />
      </header>
      <div className="relative min-h-0 flex-1">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
        <div ref={frame} role="region" aria-label="What was said" tabIndex={0} className="h-full overflow-y-auto overscroll-contain outline-offset-[-2px] [overflow-anchor:none]">
          <div ref={content} className={cn("mx-auto w-full max-w-[808px] space-y-8 px-4 pt-2 pb-8 md:px-6", marked)}>
            {pages.hasNextPage && (
              <Button size="sm" className="mx-auto flex" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                Show earlier messages
              </Button>
            )}
            <MessageList conversation={conversation} agents={agents} messages={messages} turn={turn} me={me} acts={offered} editing={editing} onEditing={edit} />
            <Notices conversation={conversation} turn={turn} onRetry={acts.ask} answers={answers} />
          </div>
        </div>
        <div aria-hidden className="pointer-events-none absolute inset-x-0 top-0 h-3 bg-linear-to-b from-canvas to-transparent" />
        {away && <ToEnd running={turn?.working ?? false} onPress={toEnd} />}
      </div>
      <Announcer id={conversation.id} last={messages.at(-1)} name={agent?.label ?? "Agent"} />
      {answers && <Reply field={field} conversation={conversation} agents={agents} running={turn?.working ?? false} own={own} onSend={acts.ask} onEditLast={editLast} />}
    </div>
  );
}

/** Over the end of what is seen; while an answer is made it says so in words. */
function ToEnd({ running, onPress }: { running: boolean; onPress: () => void }) {
  const place = "absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float";
  if (running)
    return (
      <Button size="sm" className={place} onClick={onPress}>
        <ArrowDown aria-hidden /> Jump to the end
      </Button>
    );
  return (
    <IconButton label="Jump to the end" variant="secondary" className={place} onClick={onPress}>
      <ArrowDown aria-hidden />
    </IconButton>
  );
}

/** How a message looks for a moment that a search has led to. */
const marked = "[&_[data-found]]:rounded-lg [&_[data-found]]:bg-accent-soft [&_[data-found]]:ring-8 [&_[data-found]]:ring-accent-soft";

/** Moves the focus from message to message; where none has it, to the last one. */
function stepThrough(frame: HTMLElement | null, by: number): void {
  const all = [...(frame?.querySelectorAll<HTMLElement>("article[data-message]") ?? [])];
  const at = all.findIndex((one) => one.contains(document.activeElement));
  const next = at < 0 ? all.at(-1) : all[Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
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
