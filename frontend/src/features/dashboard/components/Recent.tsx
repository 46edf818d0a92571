import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useEntities } from "@/kit/entity/meta";
import { type Act, actorOf, kindOf, originOf, verbOf } from "@/kit/lib/acts";
import { Card } from "@/kit/ui/card";
import { RelativeTime } from "@/kit/ui/figures";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { activityQuery, type News, newsQuery } from "../queries";
import { More } from "./MyWork";

/** What people and agents did last. */
export function RecentActivity() {
  const recent = useQuery(activityQuery);
  return (
    <Frame title="Recent activity" more="/audit-logs" list={recent}>
      {recent.data?.map((act) => (
        <Line key={act.id} at={act.timestamp}>
          <span className="font-medium">{actorOf(act)}</span> {verbOf(act.action)} <What act={act} />
          {act.actor.agent && <span className="text-ink-2"> ({originOf(act)})</span>}
        </Line>
      ))}
    </Frame>
  );
}

/** The same for people without the audit log: what they were told. */
export function RecentNews() {
  const recent = useQuery(newsQuery);
  return (
    <Frame title="Recent notifications" list={recent}>
      {recent.data?.map((news) => (
        <Line key={news.id} at={news.created_at}>
          <Told news={news} />
        </Line>
      ))}
    </Frame>
  );
}

function Frame({ title, more, list, children }: { title: string; more?: string; list: { isPending: boolean; error: unknown; data?: unknown[]; refetch: () => unknown }; children: ReactNode }) {
  return (
    <Card flush title={title} actions={more && <More to={more} />}>
      <div className="min-h-72">
        {list.isPending && <SkeletonRows rows={8} label={`Loading ${title.toLowerCase()}`} />}
        {list.error !== null && <ErrorState error={list.error} doing={`load ${title.toLowerCase()}`} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && <Empty icon={History} title="Nothing has happened yet" />}
        <ul className="divide-y divide-line">{children}</ul>
      </div>
    </Card>
  );
}

function Line({ at, children }: { at: string; children: ReactNode }) {
  return (
    <li className="flex min-h-9 items-center gap-3 px-4 text-sm">
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <RelativeTime value={at} className="shrink-0 text-ink-2" />
    </li>
  );
}

const link = "rounded-sm text-accent-text underline-offset-4 hover:underline";

function What({ act }: { act: Act }) {
  const entity = useEntities().find((one) => one.name === act.entity_type);
  const name = act.label || (entity?.label_singular ?? kindOf(act.entity_type)).toLowerCase();
  if (!entity) return <span className="text-ink-2">{name}</span>;
  return (
    <Link to={`/${entity.name}/${act.entity_id}`} className={link}>
      {name}
    </Link>
  );
}

function Told({ news }: { news: News }) {
  const to = news.link ?? (news.entity_type && news.entity_id ? `/${news.entity_type}/${news.entity_id}` : null);
  if (!to?.startsWith("/") || to.startsWith("//")) return news.title;
  return (
    <Link to={to} className={link}>
      {news.title}
    </Link>
  );
}
