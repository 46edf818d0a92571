import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { Page } from "@/kit/ui/page";
import { ErrorState } from "@/kit/ui/states";
import { agentQuery, type Definition } from "../api";
import { Editor } from "../components/Editor";
import { EditorSkeleton } from "../components/EditorSkeleton";
import { blank } from "../words";

export default function NewAgentPage() {
  const [params] = useSearchParams();
  const from = params.get("from");
  const copied = useQuery({ ...agentQuery(from ?? ""), enabled: from !== null });
  if (from === null) return <Editor key="new" initial={blank} />;
  if (!copied.data?.definition)
    return (
      <Page title="New agent">
        {copied.error ? <ErrorState error={copied.error} doing="load the agent to copy" onRetry={() => void copied.refetch()} /> : <EditorSkeleton />}
      </Page>
    );
  const told = copied.data.definition as Definition;
  return <Editor key={from} initial={{ ...told, label: `${told.label} (copy)` }} />;
}
