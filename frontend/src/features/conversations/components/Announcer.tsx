import { useState } from "react";
import { type Turn, working } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { callInWords } from "@/kit/agent/words";

/** Reads an answer to a screen reader sentence by sentence while it is made, and says what the agent is doing. */
export function Announcer({ turn, last, name }: { turn: Turn | undefined; last: Message | undefined; name: string }) {
  const [old] = useState(last?.id); // what stood there when the screen opened is not news
  const call = turn?.answer.calls.at(-1);
  const news = last && last.role === "assistant" && last.id !== old ? last : null;
  const state = working(turn) ? `${name} is answering. ${call ? callInWords(call.name, call.status === "running") : ""}` : news && (news.author ? `${news.author}: ${news.content}` : `${name} has answered.`);
  return (
    <>
      <p role="status" className="sr-only">
        {state}
      </p>
      <div role="log" aria-label="The answer as it comes" aria-live="polite" aria-relevant="additions" className="sr-only">
        {working(turn) &&
          sentencesOf(turn?.answer.text ?? "").map((sentence, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- sentences are only ever added
            <span key={index}>{sentence}</span>
          ))}
      </div>
    </>
  );
}

/** The whole ones, without signs of Markdown; the last, unfinished one is left out. */
function sentencesOf(text: string): string[] {
  return (text.match(/[^.!?\n]*(?:[.!?]+(?=\s)|\n)/g) ?? []).map((one) => one.replaceAll(/[*#`|>_-]+/g, " ").trim()).filter(Boolean);
}
