import { useInfiniteQuery } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import { Link } from "react-router";
import { formatNumber } from "@/kit/lib/format";
import { useUrlState } from "@/kit/lib/url-state";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, NoMatch, SkeletonRows, useSlow } from "@/kit/ui/states";
import { filterNames, filterOf, tracesQuery } from "../api";
import { TraceFilters } from "../components/TraceFilters";
import { TraceTable } from "../components/TraceTable";

const nothing = Object.fromEntries(filterNames.map((name) => [name, null]));

/** Everything agents did, newest first. */
export default function TracesPage() {
  const [params, change] = useUrlState();
  const filter = filterOf(params);
  const everybody = useCan("traces:read");
  const found = useInfiniteQuery(tracesQuery(filter));
  const traces = found.data?.pages.flatMap((page) => page.items) ?? [];
  const total = found.data?.pages[0]?.total;
  const filtered = Object.keys(filter).length > 0;
  const slow = useSlow(found.isPending);
  const clear = () => change(nothing, { push: true });
  return (
    <Page title="Traces" description={everybody ? "How agents came to their answers: every step, what it took and what it cost." : "How agents came to the answers they gave you."}>
      <TraceFilters filter={filter} everybody={everybody} onChange={(next) => change(next, { push: true })} onClear={clear} />
      {found.isPending && slow && <SkeletonRows rows={12} label="Loading the traces" />}
      {found.isError && <ErrorState error={found.error} doing="load the traces" onRetry={() => void found.refetch()} />}
      {found.isSuccess && traces.length === 0 && (filtered ? <NoMatch what="traces" onClear={clear} /> : <Nothing />)}
      {traces.length > 0 && <TraceTable traces={traces} everybody={everybody} />}
      {traces.length > 0 && (
        <footer className="flex items-center gap-3 text-sm text-ink-2">
          {typeof total === "number" && `1–${formatNumber(traces.length)} of ${formatNumber(total)}`}
          {found.hasNextPage && (
            <Button size="sm" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              Show more
            </Button>
          )}
        </footer>
      )}
    </Page>
  );
}

function Nothing() {
  return (
    <Empty
      icon={Waypoints}
      title="No agent has worked yet"
      action={
        <Button asChild>
          <Link to="/conversations">Ask an agent</Link>
        </Button>
      }
    >
      Ask one something: each answer leaves a trace here, with every prompt, tool call and decision.
    </Empty>
  );
}
