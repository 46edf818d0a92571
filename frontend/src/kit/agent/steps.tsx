import { ChevronRight, ListTree } from "lucide-react";
import { memo, type ReactNode, useId, useState } from "react";
import { cn } from "@/kit/lib/cn";
import type { LiveCall } from "./answer";
import { Delegation } from "./delegation";
import { Remembered } from "./remembered";
import { stepLine } from "./step-line";
import { ToolLine } from "./tool-line";
import type { ToolCall } from "./types";

export type Step = ToolCall | LiveCall;

export interface StepsProps {
  calls: readonly Step[];
  /** Whose steps: those of the call by which a colleague was asked; of the one who answers when absent. */
  parent?: string;
  conversationId: string;
  /** Null where results of tools are not shown to the reader. */
  messageId: string | null;
}

/** From so many steps on the earlier ones are folded; so many stay in sight. */
const many = 8;
const inSight = 3;

/** What an agent did, in its order; what a colleague did stands inside the step by which he was asked. What was remembered is never folded away. */
export const Steps = memo(function Steps({ calls, parent = "", conversationId, messageId }: StepsProps) {
  const place = { conversationId, messageId };
  const own = calls.filter((call) => (call.parent ?? "") === parent);
  const early = own.length < many ? [] : own.slice(0, -inSight).filter((call) => call.name !== "remember");
  const drawn = (call: Step) => {
    if (call.name === "remember" && call.status === "ok") return <Remembered key={call.id} text={String(call.args.text ?? "")} />;
    if (call.name.startsWith("ask_") && "question" in call.args) return <Delegation key={call.id} call={call} calls={calls} {...place} />;
    return <ToolLine key={call.id} call={call} {...place} />;
  };
  return (
    <>
      {early.length > 0 && <Earlier steps={early}>{() => early.map(drawn)}</Earlier>}
      {own.filter((call) => !early.includes(call)).map(drawn)}
    </>
  );
});

/** The steps before the last ones, in one line that opens them. */
function Earlier({ steps, children }: { steps: readonly Step[]; children: () => ReactNode }) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  const failed = steps.filter((step) => step.status === "error").length;
  return (
    <div className="text-sm text-ink-2">
      <button type="button" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)} className={stepLine}>
        <ListTree className="size-3.5 shrink-0" aria-hidden />
        <span className="truncate">
          {steps.length} steps before
          {failed > 0 && <span className="text-danger-text"> · {failed} failed</span>}
        </span>
        <ChevronRight className={cn("size-3.5 shrink-0 transition-transform", open && "rotate-90")} aria-hidden />
      </button>
      <div id={panel} hidden={!open} role="group" aria-label="Steps before">
        {open && children()}
      </div>
    </div>
  );
}
