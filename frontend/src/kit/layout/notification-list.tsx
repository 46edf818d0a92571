import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff, CheckCheck } from "lucide-react";
import { useNavigate } from "react-router";
import { listNotifications, readAllNotifications, readNotification } from "@/kit/api/generated/sdk.gen";
import type { NotificationOut } from "@/kit/api/generated/types.gen";
import { cn } from "@/kit/lib/cn";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";

/** The latest notifications; a press opens the record and marks it read. */
export default function NotificationList({ onNavigate }: { onNavigate: () => void }) {
  const client = useQueryClient();
  const list = useQuery({
    queryKey: ["notifications", "latest"],
    queryFn: ({ signal }) => listNotifications({ query: { limit: 20 }, signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: ["notifications"] });
  const readAll = useMutation({
    mutationFn: () => readAllNotifications(),
    onSuccess: refresh,
    onError: (error) => toast.error("Could not mark them as read", error),
  });
  const items = list.data?.items ?? [];
  return (
    <section aria-label="Notifications">
      <header className="flex h-11 items-center justify-between border-b border-line pr-2 pl-3">
        <h2 className="text-base font-semibold">Notifications</h2>
        <Button variant="ghost" size="sm" busy={readAll.isPending} disabled={items.every((item) => item.read_at)} onClick={() => readAll.mutate()}>
          <CheckCheck aria-hidden /> Mark all read
        </Button>
      </header>
      <div className="max-h-[min(480px,70vh)] overflow-y-auto">
        {list.isPending && <SkeletonRows rows={4} />}
        {list.isError && <ErrorState error={list.error} doing="load the notifications" onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && <Empty icon={BellOff} title="Nothing new" />}
        <ul>
          {items.map((item) => (
            <Row key={item.id} item={item} onDone={refresh} onNavigate={onNavigate} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Row({ item, onDone, onNavigate }: { item: NotificationOut; onDone: () => void; onNavigate: () => void }) {
  const navigate = useNavigate();
  const read = useMutation({ mutationFn: () => readNotification({ path: { id: item.id } }), onSuccess: onDone });
  const open = () => {
    if (!item.read_at) read.mutate();
    if (!item.link) return;
    onNavigate();
    void navigate(item.link);
  };
  return (
    <li className="border-b border-line last:border-b-0">
      <button type="button" onClick={open} className="flex w-full items-start gap-2 px-3 py-2 text-left outline-offset-[-2px] hover:bg-hover">
        <span className={cn("mt-1.5 size-2 shrink-0 rounded-full", item.read_at ? "bg-transparent" : "bg-accent")} />
        <span className="min-w-0 flex-1">
          <span className={cn("block text-sm", !item.read_at && "font-medium")}>
            {!item.read_at && <span className="sr-only">Unread: </span>}
            {item.title}
          </span>
          {item.body && <span className="block truncate text-sm text-ink-2">{item.body}</span>}
          <RelativeTime value={item.created_at} className="text-xs text-ink-2" />
        </span>
      </button>
    </li>
  );
}
