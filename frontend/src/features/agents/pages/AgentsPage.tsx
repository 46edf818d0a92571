import { useQuery } from "@tanstack/react-query";
import { Bot, Plus, ThumbsUp, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useUrlState } from "@/kit/lib/url-state";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Input } from "@/kit/ui/input";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, NoMatch, Skeleton, useSlow } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { type Agent, agentsQuery, importAgent, refreshAgents } from "../api";
import { AgentCard } from "../components/AgentCard";
import { useSeesRatings } from "../components/Ratings";

export default function AgentsPage() {
  const builds = useCan("agents:build");
  const navigate = useNavigate();
  const [params, change] = useUrlState();
  const list = useQuery(agentsQuery);
  const slow = useSlow(list.isPending);
  const text = params.get("q") ?? "";
  const shown = (list.data ?? []).filter((agent) => fits(agent, text));
  useShortcut("n", "New agent", () => void navigate("/agents/new"), { enabled: builds });
  return (
    <Page title="Agents" description="Colleagues that work with your records, with your rights and never more." actions={<Acts builds={builds} />}>
      <Input className="max-w-80" type="search" aria-label="Find an agent" placeholder="Find an agent…" value={text} onChange={(event) => change({ q: event.target.value })} />
      {list.isPending && slow && <Loading />}
      {list.isError && <ErrorState error={list.error} doing="load the agents" onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.data.length === 0 && <Empty icon={Bot} title="No agents">Your role may not use any agent. Ask an administrator.</Empty>}
      {list.isSuccess && list.data.length > 0 && shown.length === 0 && <NoMatch what="agents" onClear={() => change({ q: null })} />}
      <ul aria-label="Agents" className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-4">
        {shown.map((agent) => (
          <li key={agent.name} className="min-w-0">
            <AgentCard agent={agent} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Acts({ builds }: { builds: boolean }) {
  const rated = useSeesRatings();
  return (
    <>
      {rated && (
        <Button asChild>
          <Link to="/agents/ratings">
            <ThumbsUp aria-hidden /> Ratings
          </Link>
        </Button>
      )}
      {builds && <Make />}
    </>
  );
}

/** From a file, or from nothing. */
function Make() {
  const navigate = useNavigate();
  const file = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setBusy(true);
    try {
      const made = await importAgent(await chosen.text());
      void refreshAgents();
      toast.success(`${made.label} was imported`);
      void navigate(`/agents/${made.name}`);
    } catch (error) {
      toast.error("Could not import the agent", error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <input ref={file} type="file" accept=".yaml,.yml" hidden onChange={(event) => void take(event.target.files?.[0])} />
      <Button busy={busy} onClick={() => file.current?.click()}>
        <Upload aria-hidden /> Import
      </Button>
      <Button variant="primary" asChild>
        <Link to="/agents/new">
          <Plus aria-hidden /> New agent
        </Link>
      </Button>
    </>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the agents" className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-4">
      {[1, 2, 3].map((n) => (
        <Skeleton key={n} className="h-56" />
      ))}
    </div>
  );
}

function fits(agent: Agent, text: string): boolean {
  return `${agent.label} ${agent.role} ${agent.expertise.join(" ")}`.toLowerCase().includes(text.trim().toLowerCase());
}
