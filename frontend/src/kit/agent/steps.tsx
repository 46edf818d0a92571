import { memo } from "react";
import type { LiveCall } from "./answer";
import { Delegation } from "./delegation";
import { Remembered } from "./remembered";
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

/** What an agent did, in its order; what a colleague did stands inside the step by which he was asked. */
export const Steps = memo(function Steps({ calls, parent = "", conversationId, messageId }: StepsProps) {
  const place = { conversationId, messageId };
  return calls
    .filter((call) => (call.parent ?? "") === parent)
    .map((call) => {
      if (call.name === "remember" && call.status === "ok") return <Remembered key={call.id} text={String(call.args.text ?? "")} />;
      if (call.name.startsWith("ask_") && "question" in call.args) return <Delegation key={call.id} call={call} calls={calls} {...place} />;
      return <ToolLine key={call.id} call={call} {...place} />;
    });
});
