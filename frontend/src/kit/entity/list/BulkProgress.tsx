import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { apiRequest } from "@/kit/api/request";
import { Button } from "@/kit/ui/button";
import { bulkQuery, hasEnded, tellEnd } from "../bulk";
import { useBulkWork } from "../bulk-work";
import type { EntityMeta } from "../meta";
import { quietly } from "../writes";

/** How far the work on many records is; stays above the list until it has ended, also when one leaves and comes back. */
export default function BulkProgress({ entity }: { entity: EntityMeta }) {
  const work = useBulkWork((state) => state.work);
  const { data } = useQuery({ ...bulkQuery(work?.id ?? ""), enabled: work !== null });
  const ended = hasEnded(data);
  const end = useEffectEvent(() => data && tellEnd(entity, data));
  useEffect(() => {
    if (ended) end();
  }, [ended]);
  if (!work) return null;
  const done = Math.round((data?.progress ?? 0) * 100);
  return (
    <div className="flex min-h-8 items-center gap-3 rounded-md bg-raised px-3 text-sm">
      <p className="font-medium">{work.label}</p>
      <div role="progressbar" aria-label={work.label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={done} className="h-1.5 flex-1 overflow-hidden rounded-full bg-n-4">
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${Math.max(3, done)}%` }} />
      </div>
      <p aria-live="polite" className="text-ink-2 tabular-nums">
        {data?.message || "Waiting for a worker"}
      </p>
      <Button size="sm" onClick={() => void quietly(apiRequest("POST", `/operations/${work.id}/cancel`))}>
        Stop
      </Button>
    </div>
  );
}
