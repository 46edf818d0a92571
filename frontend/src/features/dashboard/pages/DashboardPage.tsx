import { useQueries } from "@tanstack/react-query";
import { useEntities } from "@/kit/entity/meta";
import { useTopic } from "@/kit/live/hooks";
import { useCan } from "@/kit/session/store";
import { Page } from "@/kit/ui/page";
import { Skeleton } from "@/kit/ui/states";
import { Begin } from "../components/Begin";
import { MonthChart, RankingChart } from "../components/Charts";
import { FigureCard } from "../components/FigureCard";
import { MyWork } from "../components/MyWork";
import { RecentActivity, RecentNews } from "../components/Recent";
import { WaitingApprovals } from "../components/WaitingApprovals";
import { planOf } from "../plan";
import { statsQuery, today } from "../queries";

export default function DashboardPage() {
  const entities = useEntities();
  const counts = useQueries({ queries: entities.map((entity) => statsQuery(entity, {})) });
  const known = counts.length > 0 && counts.every((count) => !count.isPending);
  const empty = known && counts.every((count) => count.isSuccess && (count.data[0]?.count ?? 0) === 0);
  return (
    <Page title="Dashboard">
      {entities.map((entity) => (
        <Watch key={entity.name} entity={entity.name} />
      ))}
      {!known && <Loading />}
      {empty && <Begin entities={entities} />}
      {known && <Board empty={empty} />}
    </Page>
  );
}

/** Asks for the live events of an entity, so that its figures stay true. */
function Watch({ entity }: { entity: string }) {
  useTopic(`entity:${entity}`);
  return null;
}

function Board({ empty }: { empty: boolean }) {
  const plan = planOf(useEntities(), today());
  const talks = useCan("agents:use");
  const audits = useCan("audit:read");
  const told = useCan("notifications:read");
  return (
    <>
      {!empty && (
        <section aria-label="Figures" className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {plan.figures.map((figure) => (
            <FigureCard key={figure.id} figure={figure} />
          ))}
        </section>
      )}
      {!empty && (
        <section aria-label="Charts" className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          {plan.columns && <MonthChart columns={plan.columns} />}
          {plan.ranking && <RankingChart ranking={plan.ranking} />}
        </section>
      )}
      <section aria-label="What waits and what happened" className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2 2xl:grid-cols-3">
        {plan.mine && <MyWork mine={plan.mine} />}
        {talks && <WaitingApprovals />}
        {audits ? <RecentActivity /> : told && <RecentNews />}
      </section>
    </>
  );
}

/** The shapes of the figures and charts, in their final size. */
function Loading() {
  return (
    <div role="status" aria-label="Loading the dashboard" className="contents">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} className="h-[116px] rounded-lg" />
        ))}
      </div>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-[348px] rounded-lg" />
        <Skeleton className="h-[348px] rounded-lg" />
      </div>
    </div>
  );
}
