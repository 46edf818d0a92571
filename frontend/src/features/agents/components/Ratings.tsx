import { useQuery } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { Link } from "react-router";
import { formatNumber } from "@/kit/lib/format";
import { lastDays } from "@/kit/lib/period";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ratingsQuery } from "../api";

/** Whether somebody looks after agents, or writes some: then there may be ratings to see. */
export function useSeesRatings(): boolean {
  const looksAfter = useCan("agents:manage");
  return useCan("agents:build") || looksAfter;
}

/** What people thought of an agent's answers in the last 90 days: two figures, and the way to what is behind them. */
export function Ratings({ agent }: { agent: string }) {
  const { data } = useQuery({ ...ratingsQuery(lastDays(90)), enabled: useSeesRatings() });
  const found = data?.items.find((one) => one.agent === agent);
  if (!found) return null;
  return (
    <Button variant="ghost" size="sm" asChild>
      <Link to={`/agents/ratings?agent=${encodeURIComponent(agent)}`} aria-label={`${found.up} found its answers good, ${found.down} did not: see the ratings`} className="tabular-nums">
        <ThumbsUp aria-hidden /> {formatNumber(found.up)} <ThumbsDown aria-hidden /> {formatNumber(found.down)}
      </Link>
    </Button>
  );
}
