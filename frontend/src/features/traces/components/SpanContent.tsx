import type { ReactNode } from "react";
import JsonView from "@/kit/entity/value/JsonView";
import { humanize } from "@/kit/lib/format";
import { type Change, Diff } from "@/kit/ui/diff";
import type { SpanDetail } from "../api";
import { Prompt, type PromptMessage } from "./Prompt";
import { RawText } from "./RawText";

interface ModelRequest {
  messages: PromptMessage[];
  tools: string[];
}

/** Figures that stand above already, or in files of their own. */
const shown = new Set(["usage", "served", "first_token", "status", "why", "changes", "agent"]);

/** What was sent, what came back, what was made of it; JSON as a tree, writes as old → new. */
export function SpanContent({ span }: { span: SpanDetail }) {
  const request = span.request as Partial<ModelRequest> | null;
  const changes = span.facts.changes as Change[] | undefined;
  const rest = Object.entries(span.facts).filter(([key, value]) => !shown.has(key) && value !== "" && value !== null && !(key === "http_status" && value === 200));
  const asked = span.kind === "turn" || span.kind === "agent" ? (request as { asked?: string } | null)?.asked : undefined;
  const parsed = span.parsed ?? null;
  const empty = !request && !span.response && parsed === null && !span.tool_calls && !changes && rest.length === 0;
  return (
    <>
      {request?.messages && <Prompt messages={request.messages} />}
      {request?.tools && request.tools.length > 0 && (
        <Part title={`Tools offered (${request.tools.length})`}>
          <p className="font-mono text-xs leading-5 break-words text-ink-2">{request.tools.join(", ")}</p>
        </Part>
      )}
      {asked && (
        <Part title="Asked">
          <RawText text={asked} what="request" />
        </Part>
      )}
      {request && !request.messages && asked === undefined && (
        <Part title="Arguments">
          <JsonView value={request} />
        </Part>
      )}
      {changes && changes.length > 0 && (
        <Part title="What it would change">
          <Diff changes={changes} />
        </Part>
      )}
      {span.tool_calls && span.tool_calls.length > 0 && (
        <Part title="Tools it called">
          <JsonView value={Object.fromEntries(span.tool_calls.map((call, at) => [`${at + 1} ${String(call.name)}`, call.args]))} />
        </Part>
      )}
      {parsed !== null && (
        <Part title={span.kind === "tool" ? "Result" : "Parsed"}>
          <JsonView value={parsed} />
        </Part>
      )}
      {span.response && (
        <Part title={span.kind === "tool" ? "Result as the model read it" : span.kind === "model" ? "Response" : "Answered"}>
          <RawText text={span.response} what="response" />
        </Part>
      )}
      {rest.length > 0 && (
        <Part title="More">
          <dl className="space-y-1 text-sm">
            {rest.map(([key, value]) => (
              <div key={key} className="grid grid-cols-[128px_minmax(0,1fr)] gap-2">
                <dt className="text-ink-2">{humanize(key)}</dt>
                <dd className="min-w-0 break-words">{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {empty && <p className="text-sm text-ink-2">There is nothing more to this step.</p>}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-1.5">
      <h3 className="text-xs font-medium text-ink-2">{title}</h3>
      {children}
    </section>
  );
}
