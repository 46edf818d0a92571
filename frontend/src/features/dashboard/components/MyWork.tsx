import { useQuery } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { Link } from "react-router";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { type EntityRecord, titleOf } from "@/kit/entity/record";
import { FieldValue } from "@/kit/entity/value/FieldValue";
import { Card } from "@/kit/ui/card";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { listOf, type Plan } from "../plan";
import { today } from "../queries";

/** What is assigned to the person and not done, the most urgent first. */
export function MyWork({ mine }: { mine: NonNullable<Plan["mine"]> }) {
  const { entity, search } = mine;
  const list = useQuery({
    queryKey: ["entity", entity.name, "list", "dashboard", search],
    queryFn: ({ signal }) => apiRequest<Page<EntityRecord>>("GET", `/${entity.name}`, { query: { ...search, limit: 6 }, signal }).then((page) => page.items),
  });
  const due = entity.fields.find((field) => field.name === search.sort);
  const late = (record: EntityRecord) => due !== undefined && typeof record[due.name] === "string" && (record[due.name] as string) < today();
  return (
    <Card flush title={`My ${entity.label.toLowerCase()}`} actions={<More to={listOf(entity, search)} />}>
      <div className="min-h-56">
        {list.isPending && <SkeletonRows rows={5} label="Loading" />}
        {list.isError && <ErrorState error={list.error} doing={`load your ${entity.label.toLowerCase()}`} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && <Empty icon={CircleCheckBig} title="Nothing waits for you" />}
        <ul className="divide-y divide-line">
          {list.data?.map((record) => (
            <li key={record.id} className="relative flex min-h-9 items-center gap-3 px-4 text-sm hover:bg-n-2">
              <Link to={`/${entity.name}/${record.id}`} className="min-w-0 flex-1 truncate rounded-sm font-medium after:absolute after:inset-0">
                {titleOf(entity, record)}
              </Link>
              {due && Boolean(record[due.name]) && (
                <span className={late(record) ? "shrink-0 font-medium text-danger-text" : "shrink-0 text-ink-2"}>
                  {late(record) && "Late: "}
                  <FieldValue entities={[]} field={due} record={record} />
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

/** To the whole of what a card shows the beginning of. */
export function More({ to }: { to: string }) {
  return (
    <Link to={to} className="rounded-sm text-sm text-accent-text underline-offset-4 hover:underline">
      Show all
    </Link>
  );
}
