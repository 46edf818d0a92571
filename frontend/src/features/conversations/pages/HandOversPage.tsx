import { useInfiniteQuery } from "@tanstack/react-query";
import { UserRoundCheck } from "lucide-react";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { HandOverRow } from "../components/HandOverRow";
import { handOversQuery } from "../handovers";

/** Conversations in which a person shall answer; who waits longest stands first. */
export default function HandOversPage() {
  const list = useInfiniteQuery(handOversQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Hand-overs" description="Conversations that ask for a person instead of an agent. Who waits longest stands first." className="mx-auto w-full max-w-[880px]">
      {list.isPending && <SkeletonRows rows={5} label="Loading hand-overs" />}
      {list.isError && items.length === 0 && <ErrorState error={list.error} doing="load the hand-overs" onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon={UserRoundCheck} title="Nobody waits for a person">
          When an agent cannot help, or somebody asks for a person, the conversation stands here. You are told at once.
        </Empty>
      )}
      {items.length > 0 && (
        <ul aria-label="Hand-overs" className="divide-y divide-line rounded-lg border border-line bg-surface">
          {items.map((item) => (
            <HandOverRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className="self-center" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  );
}
