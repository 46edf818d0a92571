import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { useMe } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { toast } from "@/kit/ui/toast";
import { excerpt } from "../excerpt";
import { type HandOver, release, takeOver } from "../handovers";

/** Who waits, since when and why, what was tried, and who has it. */
export function HandOverRow({ item }: { item: HandOver }) {
  const me = useMe();
  const mine = item.assigned_to === me.id;
  const last = excerpt(item.last_message).trim();
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-3 px-4 py-3 sm:flex sm:items-start">
      <Avatar name={item.owner || "?"} size={32} />
      <div className="min-w-0 flex-1 space-y-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link to={`/conversations/${item.id}`} className="min-w-0 truncate rounded-sm text-base font-medium underline-offset-4 hover:underline">
            {item.title}
          </Link>
          <Pill status={item.status} label={item.assigned_to ? `With ${mine ? "you" : item.assigned || "a colleague"}` : "Waiting"} tone={item.assigned_to ? "info" : "warning"} />
        </div>
        <p className="text-sm text-ink-2">
          {item.user_id === me.id ? "You" : item.owner || "A former member"} · asked <RelativeTime value={item.waiting_since} />
        </p>
        {item.waiting_reason && <p className="text-sm font-medium break-words">{item.waiting_reason}</p>}
        {item.tried && <p className="line-clamp-3 text-sm whitespace-pre-line">{item.tried}</p>}
        {last && !item.tried.includes(last.slice(0, 80)) && (
          <p className="truncate text-sm text-ink-2">
            Last: <q>{last}</q>
          </p>
        )}
      </div>
      {item.user_id !== me.id && <Acts item={item} mine={mine} />}
    </li>
  );
}

function Acts({ item, mine }: { item: HandOver; mine: boolean }) {
  const navigate = useNavigate();
  const take = useMutation({
    mutationFn: () => takeOver(item.id),
    onSuccess: () => navigate(`/conversations/${item.id}`),
    onError: (error) => toast.error("Could not take this over", error),
  });
  const leave = useMutation({ mutationFn: () => release(item.id), onError: (error) => toast.error("Could not release this", error) });
  return (
    <div className="flex shrink-0 gap-2 max-sm:col-start-2">
      {!item.assigned_to && (
        <Button size="sm" variant="secondary" busy={take.isPending} onClick={() => take.mutate()} aria-label={`Take over ${item.title}`}>
          Take over
        </Button>
      )}
      {item.assigned_to && (
        <Button size="sm" variant="ghost" busy={leave.isPending} onClick={() => leave.mutate()} aria-label={`Release ${item.title}`}>
          Release
        </Button>
      )}
      {mine && (
        <Button size="sm" asChild>
          <Link to={`/conversations/${item.id}`}>Answer</Link>
        </Button>
      )}
    </div>
  );
}
