import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { agentQuery, type Definition } from "../api";
import { Editor } from "../components/Editor";

export default function AgentPage() {
  const { name = "" } = useParams();
  const agent = useQuery(agentQuery(name));
  useScreenTitle(agent.data?.label);
  if (agent.error instanceof ApiError && agent.error.status === 404) return <NotFoundPage what="agent" />;
  if (agent.error) return <ErrorState error={agent.error} doing="load the agent" onRetry={() => void agent.refetch()} />;
  if (!agent.data?.definition) return <SkeletonRows rows={8} label="Loading the agent" />;
  return <Editor key={`${name} ${agent.data.version}`} agent={agent.data} initial={agent.data.definition as Definition} />;
}
