import { useQuery } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Skeleton } from "@/kit/ui/states";
import type { LiveCall } from "./answer";
import { StepLine } from "./step-line";
import { callsQuery } from "./turns";
import type { ToolCall } from "./types";
import { callInWords, soughtInWords } from "./words";

const ToolResult = lazy(() => import("./tool-result").then((module) => ({ default: module.ToolResult }))); // only once a line is opened

export interface ToolLineProps {
  call: ToolCall | LiveCall;
  conversationId: string;
  messageId: string | null;
}

/** What an agent did, in one quiet line; opened, it shows what was asked and what came back. */
export function ToolLine({ call, conversationId, messageId }: ToolLineProps) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  const live = "result" in call;
  const kept = useQuery({ ...callsQuery(conversationId, messageId ?? ""), enabled: open && !live && messageId !== null });
  const watched: LiveCall | undefined = live ? call : kept.data?.find((one) => one.id === call.id);
  return (
    <div className="text-sm text-ink-2">
      <StepLine
        call={call}
        icon={Wrench}
        words={callInWords(call.name, call.status === "running" || call.status === "stopped", call.status === "ok")}
        more={[soughtInWords(call.name, call.args), call.status === "pending" ? "" : call.summary].filter(Boolean).join(" · ")}
        open={open}
        onToggle={() => setOpen(!open)}
        panel={panel}
      />
      <div id={panel} hidden={!open}>
        {open && (kept.isLoading ? <Skeleton className="mt-1 h-24 w-full" /> : <Details call={call} result={watched?.result ?? null} problem={kept.error} />)}
      </div>
    </div>
  );
}

function Details({ call, result, problem }: { call: ToolCall | LiveCall; result: string | null; problem: unknown }) {
  const args = Object.entries(call.args);
  return (
    <div className="mt-1 mb-2 ml-1.5 space-y-2 border-l border-line pl-4">
      <p className="flex flex-wrap gap-x-3 gap-y-1 font-mono text-xs">
        <span className="text-ink">{call.name}</span>
        {args.map(([name, value]) => (
          <span key={name} className="break-all">
            {name}={typeof value === "string" ? value : JSON.stringify(value)}
          </span>
        ))}
      </p>
      {problem ? <p className="text-danger-text">{messageOf(problem)}</p> : call.status !== "pending" && <Suspense fallback={<Skeleton className="h-24 w-full" />}><ToolResult operation={call.name} result={result} /></Suspense>}
    </div>
  );
}
