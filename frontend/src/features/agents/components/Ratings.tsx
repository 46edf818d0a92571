import { useQuery } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { Popover } from "@/kit/ui/popover";
import { ratingsQuery } from "../api";

/** What people think of an agent's answers, for those who look after agents: two figures, and the newest comments behind them. */
export function Ratings({ agent }: { agent: string }) {
  const looksAfter = useCan("agents:manage");
  const { data } = useQuery({ ...ratingsQuery, enabled: looksAfter });
  const found = data?.find((one) => one.agent === agent);
  if (!found || found.up + found.down === 0) return null;
  return (
    <Popover
      label="What people say"
      className="max-w-80"
      trigger={
        <Button variant="ghost" size="sm" aria-label={`${found.up} found its answers good, ${found.down} did not: what they say`}>
          <ThumbsUp aria-hidden /> {found.up} <ThumbsDown aria-hidden /> {found.down}
        </Button>
      }
    >
      {found.comments.length === 0 && <p className="text-sm text-ink-2">Nobody has written why.</p>}
      <ul className="flex flex-col gap-3">
        {found.comments.map((note) => (
          <li key={`${note.at} ${note.comment}`} className="text-sm">
            <p className="break-words whitespace-pre-line">{note.comment}</p>
            <p className="text-xs text-ink-2">
              {note.rating === "up" ? "Good answer" : "Bad answer"} · <RelativeTime value={note.at} />
            </p>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
