import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Act } from "@/kit/lib/acts";
import { formatNumber } from "@/kit/lib/format";
import { useDebounced } from "@/kit/lib/use-debounced";
import { useUrlState } from "@/kit/lib/url-state";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, NoMatch, SkeletonRows, useSlow } from "@/kit/ui/states";
import { auditQuery, filterNames, filterOf } from "../api";
import { AuditFilters } from "../components/AuditFilters";
import { AuditTable } from "../components/AuditTable";
import { EntryDrawer } from "../components/EntryDrawer";
import { LogActions } from "../components/LogActions";

const nothing = Object.fromEntries(filterNames.map((name) => [name, null]));

export default function AuditPage() {
  const [params, change] = useUrlState();
  const [open, setOpen] = useState<Act | null>(null);
  const filter = filterOf(params);
  const log = useInfiniteQuery(auditQuery(filterOf(new URLSearchParams(useDebounced(params.toString(), 200)))));
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  const total = log.data?.pages[0]?.total;
  const filtered = Object.keys(filter).length > 0;
  const slow = useSlow(log.isPending);
  const clear = () => change(nothing, { push: true });
  return (
    <Page title="Audit log" actions={<LogActions filter={filter} />}>
      <AuditFilters filter={filter} onChange={(next) => change(next, { push: !("q" in next) })} onClear={clear} />
      {log.isPending && slow && <SkeletonRows rows={16} label="Loading the audit log" />}
      {log.isError && <ErrorState error={log.error} doing="load the audit log" onRetry={() => void log.refetch()} />}
      {log.isSuccess && entries.length === 0 && (filtered ? <NoMatch what="entries" onClear={clear} /> : <Empty title="Nothing has happened yet" />)}
      {entries.length > 0 && <AuditTable entries={entries} onOpen={setOpen} />}
      {entries.length > 0 && (
        <footer className="flex items-center gap-3 text-sm text-ink-2">
          {total !== undefined && `1–${formatNumber(entries.length)} of ${formatNumber(total)}`}
          {log.hasNextPage && (
            <Button size="sm" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              Show more
            </Button>
          )}
        </footer>
      )}
      <EntryDrawer entry={open} onClose={() => setOpen(null)} />
    </Page>
  );
}
