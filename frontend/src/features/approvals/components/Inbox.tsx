import { useInfiniteQuery } from "@tanstack/react-query";
import { ShieldCheck, WifiOff } from "lucide-react";
import { useState } from "react";
import { type ApprovalItem, approvalsQuery, mayDecide } from "@/kit/agent/approvals";
import type { ApprovalMode } from "@/kit/agent/approval-begun";
import { useUrlState } from "@/kit/lib/url-state";
import { useLive } from "@/kit/live/store";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { useInboxKeys } from "../useInboxKeys";
import { ApprovalRow } from "./ApprovalRow";
import { Together } from "./Together";

/** A list that is decided row by row, or several rows together. The row that is open shows everything; its address is a link. */
export function Inbox({ open }: { open: boolean }) {
  const list = useInfiniteQuery(approvalsQuery(open));
  const offline = useLive((state) => state.state === "offline");
  const found = list.data?.pages.flatMap((page) => page.items) ?? [];
  const items = useJustDecided(open, found, list.isSuccess);
  if (list.isPending) return <SkeletonRows rows={5} label="Loading approvals" />;
  if (list.isError && items.length === 0) return <ErrorState error={list.error} doing="load the approvals" onRetry={() => void list.refetch()} />;
  return (
    <div className="flex flex-col gap-3">
      {offline && (
        <p role="status" className="flex items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning-text">
          <WifiOff className="size-4 shrink-0" aria-hidden /> Connection lost: this list may be out of date.
        </p>
      )}
      <Rows items={items} open={open} />
      {list.hasNextPage && (
        <Button className="self-center" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

/** What is open on screen stays there when it is decided, with its outcome and its Undo; so does what a link leads to. */
function useJustDecided(open: boolean, items: ApprovalItem[], ready: boolean): ApprovalItem[] {
  const [params] = useUrlState();
  const opened = params.get("open");
  const moved = ready && opened !== null && !items.some((item) => item.id === opened);
  const others = useInfiniteQuery({ ...approvalsQuery(!open), enabled: moved });
  const one = moved ? others.data?.pages.flatMap((page) => page.items).find((item) => item.id === opened) : undefined;
  return one ? [one, ...items] : items;
}

function Rows({ items, open }: { items: ApprovalItem[]; open: boolean }) {
  const me = useMe();
  const [params, change] = useUrlState();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [mode, setMode] = useState<ApprovalMode>(null);
  const opened = params.get("open");
  const show = (id: string | null, next: ApprovalMode = null) => {
    setMode(next);
    change({ open: id });
  };
  const active = useInboxKeys(items, opened, show);
  const decidable = items.filter((item) => item.status === "waiting" && mayDecide(item, me));
  const picked = decidable.filter((item) => chosen.has(item.id));
  const choose = (id: string) => setChosen((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  return (
    <>
      {open && <Together all={decidable} picked={picked} onPick={setChosen} />}
      {items.length === 0 ? (
        <Empty icon={ShieldCheck} title={open ? "Nothing waits for you" : "Nothing has been decided yet"}>
          {open && "When an agent wants to change something, it stands here and in its conversation."}
        </Empty>
      ) : (
        <ul aria-label={open ? "Waiting approvals" : "Settled approvals"} className="divide-y divide-line rounded-lg border border-line bg-surface">
          {items.map((item) => (
            <ApprovalRow
              key={item.id}
              item={item}
              active={active === item.id}
              opened={opened === item.id}
              mode={mode}
              onMode={setMode}
              onOpen={() => show(opened === item.id ? null : item.id)}
              chosen={decidable.includes(item) ? chosen.has(item.id) : null}
              onChoose={() => choose(item.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}
