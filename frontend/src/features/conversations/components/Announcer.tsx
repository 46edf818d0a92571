import { useState } from "react";
import { type Turn, working } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { callInWords } from "@/kit/agent/words";

/** Tells a screen reader what an answer is doing, and reads it out once it is whole: not piece by piece. */
export function Announcer({ turn, last, name }: { turn: Turn | undefined; last: Message | undefined; name: string }) {
  const [old] = useState(last?.id); // what stood there when the screen opened is not news
  const call = turn?.answer.calls.at(-1);
  const doing = call ? callInWords(call.name, call.status === "running") : "";
  const answer = last && last.role === "assistant" && last.id !== old ? `${last.author || name}: ${last.content}` : "";
  return (
    <p role="status" className="sr-only">
      {working(turn) ? `${name} is answering. ${doing}` : answer}
    </p>
  );
}
