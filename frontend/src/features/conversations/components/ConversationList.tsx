import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { Link } from "react-router";
import { type Agent, type Conversation, conversationsQuery, type Whose } from "@/kit/agent/queries";
import { cn } from "@/kit/lib/cn";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { Empty, ErrorState, NoMatch, SkeletonRows } from "@/kit/ui/states";
import { excerpt } from "../excerpt";
import { ConversationMenu } from "./ConversationMenu";

export interface ConversationListProps {
  q: string;
  whose: Whose;
  agents: Agent[];
  onClear: () => void;
}

/** Conversations, newest first, each with what was said last. */
export function ConversationList({ q, whose, agents, onClear }: ConversationListProps) {
  const list = useInfiniteQuery(conversationsQuery({ q, whose }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <SkeletonRows rows={6} label="Loading conversations" />;
  if (list.isError) return <ErrorState error={list.error} doing="load the conversations" onRetry={() => void list.refetch()} />;
  if (items.length === 0 && q) return <NoMatch what="conversations" onClear={onClear} />;
  if (items.length === 0) return <Empty icon={MessageSquare} title={nothing[whose]} />;
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {items.map((conversation) => (
          <Row key={conversation.id} conversation={conversation} agent={agents.find((agent) => agent.name === conversation.agent)?.label ?? conversation.agent} own={whose === "own"} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button className="self-center" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

const nothing = { own: "Your conversations will stand here", shared: "Nobody has shared a conversation with you", waiting: "Nobody is waiting for a person" };

function Row({ conversation, agent, own }: { conversation: Conversation; agent: string; own: boolean }) {
  // on a phone under the title, which keeps the width
  const when = (place: string) => <RelativeTime value={conversation.last_message_at} className={cn("relative shrink-0 text-xs text-ink-2", place)} />;
  return (
    <li className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-n-2">
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-2">
          <Link to={`/conversations/${conversation.id}${conversation.found?.message_id ? `?message=${conversation.found.message_id}` : ""}`} className="truncate rounded-sm text-base font-medium after:absolute after:inset-0">
            {conversation.title}
          </Link>
          {conversation.status !== "open" && <Pill status={conversation.status} label={conversation.status === "waiting" ? "Waits for a person" : "With a person"} tone="warning" />}
        </div>
        <div className="flex items-baseline gap-3">
          <p className="min-w-0 flex-1 truncate text-sm text-ink-2">
            {conversation.owner || agent}
            {conversation.found ? " · " : conversation.last_message && ` · ${excerpt(conversation.last_message).trim()}`}
            {conversation.found?.marks.map((mark, index) =>
              // oxlint-disable-next-line react/no-array-index-key -- the stretches of one text in their order
              mark.hit ? <mark key={index} className="rounded-sm bg-accent-soft px-0.5 text-accent-text">{mark.text}</mark> : <span key={index}>{excerpt(mark.text)}</span>,
            )}
          </p>
          {when("sm:hidden")}
        </div>
      </div>
      {when("max-sm:hidden")}
      <div className="relative">
        <ConversationMenu conversation={conversation} own={own} onDeleted={() => undefined} />
      </div>
    </li>
  );
}
