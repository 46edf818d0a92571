import { useMutation, useQuery } from "@tanstack/react-query";
import { Inbox, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { RelativeTime } from "@/kit/ui/figures";
import { FormProblem } from "@/kit/ui/form-field";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { Switch } from "@/kit/ui/toggles";
import { deleteServer, readTools, refreshServers, type Server, serverQuery, testServer, toolsQuery, updateServer } from "../api";
import { ServerDialog } from "../components/ServerDialog";
import { ToolRow } from "../components/ToolRow";

export default function ToolServerPage() {
  const { id = "" } = useParams();
  const server = useQuery(serverQuery(id));
  useScreenTitle(server.data?.label);
  if (server.error instanceof ApiError && (server.error.status === 404 || server.error.status === 422)) return <NotFoundPage what="tool server" />;
  if (server.error) return <ErrorState error={server.error} doing="load the tool server" onRetry={() => void server.refetch()} />;
  if (!server.data) return <SkeletonRows rows={6} label="Loading the tool server" />;
  return (
    <Page title={server.data.label} description={server.data.url} actions={<Acts server={server.data} />}>
      {server.data.error && <FormProblem>Its tools could not be read: {server.data.error}</FormProblem>}
      <State server={server.data} />
      <Tools server={server.data} />
    </Page>
  );
}

function Acts({ server }: { server: Server }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<"edit" | "delete" | null>(null);
  const test = useMutation({
    mutationFn: () => testServer(server),
    onSuccess: (found) => (found.ok ? toast.success(`It answers: ${found.tools.length} tools in ${found.ms} ms`) : toast.error(`It does not answer: ${found.error}`)),
    onError: (error) => toast.error("Could not test the server", error),
  });
  const read = useMutation({ mutationFn: () => readTools(server.id), onSuccess: refreshServers, onError: (error) => toast.error("Could not read the tools", error) });
  if (!useCan("tool_servers:write")) return null;
  const remove = async () => {
    await deleteServer(server);
    void navigate("/tool-servers", { replace: true });
    await refreshServers();
  };
  return (
    <>
      <Button variant="danger-ghost" onClick={() => setAsking("delete")}>
        <Trash2 aria-hidden /> Delete
      </Button>
      <Button onClick={() => setAsking("edit")}>
        <Pencil aria-hidden /> Edit
      </Button>
      <Button busy={test.isPending} onClick={() => test.mutate()}>
        Test
      </Button>
      <Button variant="primary" busy={read.isPending} onClick={() => read.mutate()}>
        <RefreshCw aria-hidden /> Read its tools
      </Button>
      {asking === "edit" && <ServerDialog server={server} onSave={({ label, url, header, secret }) => updateServer(server, secret ? { label, url, header, secret } : { label, url, header }).then(refreshServers)} onClose={() => setAsking(null)} />}
      <ConfirmDialog open={asking === "delete"} onOpenChange={() => setAsking(null)} title={`Delete ${server.label}?`} confirmLabel="Delete server" onConfirm={remove}>
        Agents lose its tools at once.
      </ConfirmDialog>
    </>
  );
}

function State({ server }: { server: Server }) {
  const writable = useCan("tool_servers:write");
  const turn = useMutation({ mutationFn: (enabled: boolean) => updateServer(server, { enabled }), onSuccess: refreshServers, onError: (error) => toast.error("Could not change the server", error) });
  const on = turn.isPending ? turn.variables : server.enabled;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
      <label className="flex items-center gap-2">
        <Switch checked={on} disabled={!writable || turn.isPending} onCheckedChange={(next) => turn.mutate(next)} aria-label={`${server.label} is on`} />
        {on ? "On" : "Off"}
      </label>
      <p>
        <span className="text-ink-2">Secret </span>
        {server.has_secret ? `in ${server.header}` : "none"}
      </p>
      <p>
        <span className="text-ink-2">Tools read </span>
        {server.checked_at ? <RelativeTime value={server.checked_at} /> : "never"}
      </p>
    </div>
  );
}

function Tools({ server }: { server: Server }) {
  const tools = useQuery(toolsQuery(server.id));
  return (
    <section aria-label="Tools" className="flex min-w-0 flex-col gap-3">
      <h2 className="text-base font-semibold">Tools</h2>
      {tools.isPending && <SkeletonRows rows={3} label="Loading the tools" />}
      {tools.isError && <ErrorState error={tools.error} doing="load the tools" onRetry={() => void tools.refetch()} />}
      {tools.isSuccess && tools.data.length === 0 && (
        <Empty icon={Inbox} title="No tools">
          It has not told of any. Read its tools again once it can be reached.
        </Empty>
      )}
      <ul aria-label="Tools" className="divide-y divide-line rounded-lg border border-line bg-surface empty:hidden">
        {(tools.data ?? []).map((tool) => (
          <ToolRow key={tool.id} server={server} tool={tool} />
        ))}
      </ul>
    </section>
  );
}
