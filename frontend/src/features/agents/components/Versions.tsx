import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { humanize } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { changesOf, Diff } from "@/kit/ui/diff";
import { Drawer } from "@/kit/ui/dialog";
import { RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { type Detail, refreshAgents, rollbackAgent, type Version, versionsQuery } from "../api";
import { labels } from "../words";

/** Everything it was ever told: what each change changed, and the way back. */
export function Versions({ agent, onClose }: { agent: Detail; onClose: () => void }) {
  const list = useInfiniteQuery(versionsQuery(agent.name));
  const [back, setBack] = useState<Version | null>(null);
  const versions = list.data?.pages.flatMap((page) => page.items) ?? [];
  const goBack = async () => {
    if (!back) return;
    const made = await rollbackAgent(agent, back.number);
    toast.success(`Version ${made.version} says what version ${back.number} said`);
    onClose();
    await refreshAgents();
  };
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title="Versions" description={`What ${agent.label} was told, newest first. Nothing is ever lost.`} className="sm:w-[560px] sm:max-w-[90vw]">
      {list.isPending && <SkeletonRows rows={5} label="Loading the versions" />}
      {list.isError && <ErrorState error={list.error} doing="load the versions" onRetry={() => void list.refetch()} />}
      <ol aria-label="Versions" className="flex flex-col gap-4">
        {versions.map((version, index) => (
          <li key={version.number} className="rounded-lg border border-line p-4">
            <header className="flex flex-wrap items-center gap-2">
              <h3 className="text-sm font-semibold">Version {version.number}</h3>
              {version.current && <Pill status="active" label="Answers now" />}
              <span className="ml-auto text-xs text-ink-2">
                {version.author} · <RelativeTime value={version.created_at} />
              </span>
            </header>
            {version.note && <p className="mt-1 text-sm">{version.note}</p>}
            <Changed version={version} before={versions[index + 1]} />
            {!version.current && (
              <Button size="sm" className="mt-2" onClick={() => setBack(version)}>
                Go back to this
              </Button>
            )}
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button size="sm" className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier versions
        </Button>
      )}
      <ConfirmDialog open={back !== null} onOpenChange={() => setBack(null)} danger={false} title={`Go back to version ${back?.number}?`} confirmLabel="Go back" onConfirm={goBack}>
        A new version is made that says what version {back?.number} said. Turns that run now end as they began.
      </ConfirmDialog>
    </Drawer>
  );
}

function Changed({ version, before }: { version: Version; before: Version | undefined }) {
  if (!before) return version.number === 1 ? <p className="mt-1 text-sm text-ink-2">Where it began.</p> : null;
  const changes = changesOf(flat(before.definition), flat(version.definition));
  return <Diff changes={changes.map((change) => ({ ...change, label: labelOf(change.field) }))} format={shown} />;
}

/** Limits one by one, so that a change of one number is not shown as a change of all. */
function flat({ limits, ...told }: Version["definition"]): Record<string, unknown> {
  return { ...told, ...Object.fromEntries(Object.entries(limits ?? {}).map(([name, value]) => [`limits.${name}`, value])) };
}

const labelOf = (field: string) => (field.startsWith("limits.") ? `Limit: ${humanize(field.slice(7)).toLowerCase()}` : (labels[field] ?? humanize(field)));

function shown(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return value.length === 0 ? "none" : value.map((one) => (typeof one === "string" ? one : rule(one as Record<string, unknown>))).join(", ");
}

const rule = (of: Record<string, unknown>) => Object.values(of).flat().filter((part) => part !== null && part !== "").join(" ");
