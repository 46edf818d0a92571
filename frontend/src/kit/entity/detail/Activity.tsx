import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Button } from "@/kit/ui/button";
import { ErrorState, Skeleton, useSlow } from "@/kit/ui/states";
import type { EntityMeta } from "../meta";
import { historyQuery } from "../queries";
import type { EntityRecord } from "../record";
import { ActivityEntry } from "./ActivityEntry";
import { RevertDialog, type Target } from "./RevertDialog";
import { VersionDialog } from "./VersionDialog";
import { undoOf, versionsOf } from "./versions";

/** What has happened to a record: who, through what, when, old → new. Any change can be compared and taken back. */
export function Activity({ entity, record }: { entity: EntityMeta; record: EntityRecord }) {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(historyQuery(entity, record.id));
  const slow = useSlow(isPending);
  const [comparing, setComparing] = useState<string | null>(null);
  const [reverting, setReverting] = useState<Target | null>(null);
  const versions = useMemo(() => versionsOf(record, data?.pages.flatMap((page) => page.items) ?? []), [record, data]);
  const revert = (target: Target) => {
    setComparing(null);
    setReverting(target);
  };
  if (error) return <ErrorState error={error} doing="load the activity" onRetry={() => void refetch()} />;
  if (isPending) return <div className="flex flex-col gap-4">{slow && [0, 1, 2].map((row) => <Skeleton key={row} className="h-12" />)}</div>;
  return (
    <>
      <ol aria-label="Activity" className="flex flex-col">
        {versions.map((version) => (
          <ActivityEntry key={version.entry.id} entity={entity} version={version} onCompare={() => setComparing(version.entry.id)} onRevert={() => revert(undoOf(entity, version))} />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older changes
        </Button>
      )}
      {comparing && <VersionDialog entity={entity} id={record.id} versions={versions} shown={comparing} onShow={setComparing} onRevert={revert} onClose={() => setComparing(null)} />}
      {reverting && <RevertDialog entity={entity} record={record} target={reverting} onClose={() => setReverting(null)} />}
    </>
  );
}
