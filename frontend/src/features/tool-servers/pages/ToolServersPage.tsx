import { useQuery } from "@tanstack/react-query";
import { Plug, Plus } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { Empty, ErrorState, SkeletonRows, useSlow } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { createServer, readTools, refreshServers, type Server, serversQuery, type ServerValues } from "../api";
import { ServerDialog } from "../components/ServerDialog";

export default function ToolServersPage() {
  const navigate = useNavigate();
  const writable = useCan("tool_servers:write");
  const list = useQuery(serversQuery);
  const slow = useSlow(list.isPending);
  const [adding, setAdding] = useState(false);
  useShortcut("n", "Add a tool server", () => setAdding(true), { enabled: writable });
  const create = async (values: ServerValues) => {
    const made = await createServer(values);
    await readTools(made.id); // what went wrong stands on its page
    await refreshServers();
    void navigate(`/tool-servers/${made.id}`);
  };
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add a server
    </Button>
  );
  const servers = list.data ?? [];
  return (
    <Page title="Tool servers" description="Other programs' tools for agents, over the Model Context Protocol." actions={writable && servers.length > 0 && add}>
      {list.isPending && slow && <SkeletonRows rows={3} label="Loading the tool servers" />}
      {list.isError && <ErrorState error={list.error} doing="load the tool servers" onRetry={() => void list.refetch()} />}
      {list.isSuccess && servers.length === 0 && (
        <Empty icon={Plug} title="No tool servers yet" action={writable && add}>
          Give the address of a server that speaks the Model Context Protocol. You decide which agent gets which of its tools.
        </Empty>
      )}
      {servers.length > 0 && <Servers servers={servers} />}
      {adding && <ServerDialog onSave={create} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Servers({ servers }: { servers: Server[] }) {
  return (
    <Table label="Tool servers">
      <TableHead>
        <TableRow>
          <HeadCell>Name</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell align="end">Tools in use</HeadCell>
          <HeadCell align="end" className="max-md:hidden">
            Last read
          </HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {servers.map((server) => (
          <TableRow key={server.id}>
            <Cell className="max-w-44 py-1.5 sm:max-w-80">
              <Link to={`/tool-servers/${server.id}`} className="block truncate rounded-sm font-medium underline-offset-4 hover:text-accent-text hover:underline">
                {server.label}
              </Link>
              <span className="block truncate text-ink-2">{server.url}</span>
            </Cell>
            <Cell>
              <ServerState server={server} />
            </Cell>
            <Cell align="end">{server.tools}</Cell>
            <Cell align="end" className="max-md:hidden">
              {server.checked_at ? <RelativeTime value={server.checked_at} className="text-ink-2" /> : <span className="text-ink-2">Never</span>}
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** What somebody has to look at comes first. */
function ServerState({ server }: { server: Server }) {
  if (!server.enabled) return <Pill status="inactive" label="Off" />;
  if (server.error) return <Pill status="failed" label="Not reachable" />;
  return server.waiting > 0 ? <Pill status="waiting" label={`${server.waiting} to look at`} /> : <Pill status="active" label="On" />;
}
