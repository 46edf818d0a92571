import { queryOptions, useQuery } from "@tanstack/react-query";
import { ApiError } from "@/kit/api/errors";
import { humanize } from "@/kit/lib/format";
import { NumberText, RelativeTime } from "@/kit/ui/figures";
import { Page } from "@/kit/ui/page";
import { Pill, type Tone } from "@/kit/ui/pill";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";

type Status = "ok" | "degraded" | "down";

interface Readiness {
  status: Status;
  parts: Record<string, { status: Status; latency_ms: number; detail: string }>;
}

/** Asked without the client: a system that is down answers 503 with the same parts, which are what one wants to see. */
const readinessQuery = queryOptions({
  queryKey: ["system", "ready"],
  queryFn: async ({ signal }): Promise<Readiness> => {
    const response = await fetch("/api/v1/ready", { signal });
    const body: unknown = await response.json().catch(() => null);
    if (typeof body === "object" && body !== null && "parts" in body) return body as Readiness;
    throw new ApiError(response.status, { title: "The state of the system is not known" });
  },
  refetchInterval: 10_000,
});

const tones: Record<Status, Tone> = { ok: "success", degraded: "warning", down: "danger" };
const words: Record<Status, string> = { ok: "Works", degraded: "Limited", down: "Does not work" };
const names: Record<string, string> = { model: "Language model", worker: "Worker", vector: "Vector search", redis: "Redis", database: "Database" };

export default function SystemPage() {
  const ready = useQuery(readinessQuery);
  const status = ready.data?.status;
  return (
    <Page
      title="System"
      beside={status && <Pill status={status} tone={tones[status]} label={words[status]} />}
      description={ready.data && "Every part is asked again each 10 seconds."}
    >
      {ready.isPending && <SkeletonRows rows={5} label="Asking every part" />}
      {ready.isError && <ErrorState error={ready.error} doing="ask the system" onRetry={() => void ready.refetch()} />}
      {ready.data && <Parts parts={ready.data.parts} />}
      {ready.dataUpdatedAt > 0 && (
        <p className="text-sm text-ink-2">
          Last asked: <RelativeTime value={new Date(ready.dataUpdatedAt).toISOString()} />
        </p>
      )}
    </Page>
  );
}

function Parts({ parts }: { parts: Readiness["parts"] }) {
  return (
    <Table label="Parts of the system">
      <TableHead>
        <TableRow>
          <HeadCell>Part</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Version or note</HeadCell>
          <HeadCell align="end">Answer time</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {Object.entries(parts).map(([name, part]) => (
          <TableRow key={name}>
            <Cell className="font-medium">{names[name] ?? humanize(name)}</Cell>
            <Cell>
              <Pill status={part.status} tone={tones[part.status]} label={words[part.status]} />
            </Cell>
            <Cell className="max-w-40 text-ink-2 sm:max-w-96">{part.detail}</Cell>
            <Cell align="end">
              <NumberText value={part.latency_ms} options={{ maximumFractionDigits: 1 }} /> ms
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
