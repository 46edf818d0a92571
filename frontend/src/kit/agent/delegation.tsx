import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useId, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { cn } from "@/kit/lib/cn";
import { humanize } from "@/kit/lib/format";
import { Skeleton } from "@/kit/ui/states";
import { Markdown } from "./markdown";
import { capabilitiesQuery } from "./queries";
import { StepLine } from "./step-line";
import { type Step, Steps } from "./steps";
import { callsQuery } from "./turns";

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
  return (
    <div className="text-sm text-ink-2">
      <StepLine
        call={call}
        icon={UsersRound}
        words={
          <>
            {running || call.status === "stopped" ? "Asking the" : "Asked the"} <span className="font-medium text-ink">{name}</span>
          </>
        }
        more={steps > 0 ? `${steps} ${steps === 1 ? "step" : "steps"}` : ""}
        open={open}
        onToggle={() => setChosen(!open)}
        panel={panel}
      />
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
