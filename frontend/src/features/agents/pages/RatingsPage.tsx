import { useQuery } from "@tanstack/react-query";
import { ThumbsUp, X } from "lucide-react";
import { Link } from "react-router";
import { lastDays, type Period } from "@/kit/lib/period";
import { useUrlState } from "@/kit/lib/url-state";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { PeriodPicker } from "@/kit/ui/period-picker";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { ratingsQuery } from "../api";
import { RatingCharts } from "../components/RatingCharts";
import { RatingNotes } from "../components/RatingNotes";
import { RatingTable } from "../components/RatingTable";

/** What people think of answers: of every agent for who looks after them, of their own for who wrote some. */
export default function RatingsPage() {
  const [params, change] = useUrlState();
  const usual = lastDays(90);
  const period: Period = { since: params.get("since") ?? usual.since, until: params.get("until") ?? usual.until };
  const ratings = useQuery(ratingsQuery(period));
  const chosen = params.get("agent");
  const items = ratings.data?.items;
  const shown = chosen ? items?.filter((item) => item.agent === chosen) : items;
  const none = ratings.isSuccess && (shown ?? []).length === 0;
  const to = (agent: string | null) => {
    const next = new URLSearchParams(params);
    if (agent) next.set("agent", agent);
    else next.delete("agent");
    return `?${next.toString()}`;
  };
  return (
    <Page
      title="Ratings"
      description={ratings.data?.own ? "What people think of the answers of agents you wrote." : "What people think of the answers of agents."}
      actions={<PeriodPicker period={period} onChange={({ since, until }) => change({ since, until })} />}
    >
      {ratings.isError && !ratings.data && <ErrorState error={ratings.error} doing="load the ratings" onRetry={() => void ratings.refetch()} />}
      {chosen && ratings.data && (
        <p className="flex items-center gap-2 text-sm">
          <span>
            Only <strong className="font-medium">{shown?.[0]?.label ?? chosen}</strong>
          </span>
          <Button size="sm" onClick={() => change({ agent: null })}>
            <X aria-hidden /> All agents
          </Button>
        </p>
      )}
      {none && <NoRatings />}
      {!none && !ratings.isError && <RatingCharts items={shown} period={period} of={chosen ? (shown?.[0]?.label ?? chosen) : ratings.data?.own ? "Your agents" : "All agents"} />}
      {ratings.isPending && <SkeletonRows rows={6} label="Loading the ratings" />}
      {items && items.length > 0 && <RatingTable items={items} chosen={chosen} to={to} />}
      {shown && shown.length > 0 && <RatingNotes items={shown} kind={params.get("rating") ?? ""} onKind={(rating) => change({ rating })} />}
    </Page>
  );
}

function NoRatings() {
  return (
    <Empty
      icon={ThumbsUp}
      title="Nobody rated an answer in this period"
      action={
        <Button asChild>
          <Link to="/agents">See the agents</Link>
        </Button>
      }
    >
      The thumbs under each answer are counted here, by the day of the answer.
    </Empty>
  );
}
