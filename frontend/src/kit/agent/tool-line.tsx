import { useQuery } from "@tanstack/react-query";
import { ChevronRight, CircleAlert, CircleStop, Clock, LoaderCircle, Wrench } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { cn } from "@/kit/lib/cn";
import { Skeleton } from "@/kit/ui/states";
import type { LiveCall } from "./answer";
import { callsQuery } from "./turns";
import type { ToolCall } from "./types";
import { callInWords, duration } from "./words";

const ToolResult = lazy(() => import("./tool-result").then((module) => ({ default: module.ToolResult }))); // only once a line is opened
const icons = { running: LoaderCircle, ok: Wrench, pending: Clock, error: CircleAlert, stopped: CircleStop };

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
  const Icon = icons[call.status];
  return (
    <div className="text-sm text-ink-2">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className="-ml-1.5 flex min-h-7 max-w-full items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover hover:text-ink pointer-coarse:min-h-10"
      >
        <Icon className={cn("size-3.5 shrink-0", call.status === "running" && "animate-spin", call.status === "error" && "text-danger-text")} aria-hidden />
        <span className="truncate">
          {callInWords(call.name, call.status === "running" || call.status === "stopped")}
          {call.status === "error" && <span className="text-danger-text"> · failed</span>}
          {call.status === "stopped" && " · not finished"}
          {call.summary && call.status !== "pending" && ` · ${call.summary}`}
          {(call.ms ?? 0) > 0 && <span className="tabular-nums"> · {duration(call.ms ?? 0)}</span>}
        </span>
        <ChevronRight className={cn("size-3.5 shrink-0 transition-transform", open && "rotate-90")} aria-hidden />
      </button>
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
