import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { Page } from "@/kit/ui/page";
import { ErrorState } from "@/kit/ui/states";
import { agentQuery, type Definition } from "../api";
import { Editor } from "../components/Editor";
import { EditorSkeleton } from "../components/EditorSkeleton";

export default function AgentPage() {
  const { name = "" } = useParams();
  const agent = useQuery(agentQuery(name));
  useScreenTitle(agent.data?.label);
  if (agent.error instanceof ApiError && agent.error.status === 404) return <NotFoundPage what="agent" />;
  if (!agent.data?.definition)
    return (
      <Page title="Agent">
        {agent.error ? <ErrorState error={agent.error} doing="load the agent" onRetry={() => void agent.refetch()} /> : <EditorSkeleton />}
      </Page>
    );
  return <Editor key={`${name} ${agent.data.version}`} agent={agent.data} initial={agent.data.definition as Definition} />;
}
