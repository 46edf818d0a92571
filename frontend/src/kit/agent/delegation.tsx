import { useQuery } from "@tanstack/react-query";
import { ChevronRight, CircleAlert, CircleStop, Clock, LoaderCircle, UsersRound } from "lucide-react";
import { useId, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { cn } from "@/kit/lib/cn";
import { humanize } from "@/kit/lib/format";
import { Skeleton } from "@/kit/ui/states";
import { Markdown } from "./markdown";
import { capabilitiesQuery } from "./queries";
import { type Step, Steps } from "./steps";
import { callsQuery } from "./turns";
import { duration } from "./words";

const icons = { running: LoaderCircle, ok: UsersRound, pending: Clock, error: CircleAlert, stopped: CircleStop };

export interface DelegationProps {
  /** The call by which the colleague was asked. */
  call: Step;
  /** Everything that was done for the answer. */
  calls: readonly Step[];
  conversationId: string;
  messageId: string | null;
}

/** A colleague who was asked: open while he works, one quiet line afterwards; inside, the question, his steps, his answer. */
export function Delegation({ call, calls, conversationId, messageId }: DelegationProps) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const panel = useId();
  const name = useName(call.name.slice("ask_".length));
  const running = call.status === "running";
  const open = chosen ?? running;
  const steps = calls.filter((one) => one.parent === call.id).length;
  const Icon = icons[call.status];
  return (
    <div className="text-sm text-ink-2">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setChosen(!open)}
        className="-ml-1.5 flex min-h-7 max-w-full items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover hover:text-ink pointer-coarse:min-h-10"
      >
        <Icon className={cn("size-3.5 shrink-0", running && "animate-spin", call.status === "error" && "text-danger-text")} aria-hidden />
        <span className="truncate">
          {running || call.status === "stopped" ? "Asking the" : "Asked the"} <span className="font-medium text-ink">{name}</span>
          {call.status === "error" && <span className="text-danger-text"> · failed</span>}
          {call.status === "stopped" && " · not finished"}
          {steps > 0 && ` · ${steps} ${steps === 1 ? "step" : "steps"}`}
          {(call.ms ?? 0) > 0 && <span className="tabular-nums"> · {duration(call.ms ?? 0)}</span>}
        </span>
        <ChevronRight className={cn("size-3.5 shrink-0 transition-transform", open && "rotate-90")} aria-hidden />
      </button>
      <div id={panel} hidden={!open} role="group" aria-label={`What the ${name} did`}>
        {open && (
          <div className="mt-0.5 mb-2 ml-px space-y-1.5 border-l border-line pl-4">
            <p className="line-clamp-4 text-ink-2 italic">“{String(call.args.question)}”</p>
            <div>
              <Steps calls={calls} parent={call.id} conversationId={conversationId} messageId={messageId} />
            </div>
            {!running && <Reply call={call} conversationId={conversationId} messageId={messageId} />}
          </div>
        )}
      </div>
    </div>
  );
}

/** What he answered, which is kept with the events of the answer. */
function Reply({ call, conversationId, messageId }: Omit<DelegationProps, "calls">) {
  const live = "result" in call;
  const kept = useQuery({ ...callsQuery(conversationId, messageId ?? ""), enabled: !live && messageId !== null });
  const result = live ? call.result : kept.data?.find((one) => one.id === call.id)?.result;
  if (kept.isLoading) return <Skeleton className="h-12 w-full" />;
  if (kept.error) return <p className="text-danger-text">{messageOf(kept.error)}</p>;
  const said = call.status === "error" ? call.summary : answerOf(result);
  return said ? (
    <div className={cn("text-sm", call.status === "error" ? "text-danger-text" : "text-ink")}>
      <Markdown text={said} />
    </div>
  ) : null;
}

/** The words in a result as the agent got it; none where it was cut in the middle. */
function answerOf(result: string | null | undefined): string {
  try {
    const { answer } = JSON.parse(result ?? "{}") as { answer?: unknown };
    return typeof answer === "string" ? answer : "";
  } catch {
    return "";
  }
}

function useName(agent: string): string {
  const agents = useQuery(capabilitiesQuery).data?.agents ?? [];
  return agents.find((one) => one.name === agent)?.label ?? humanize(agent);
}
