import { useMemo, useState } from "react";
import { useTurns, working } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { callInWords } from "@/kit/agent/words";
import { endInWords, sentencesOf, wholeSentences } from "../announced";

/** Reads the answer of a conversation to a screen reader sentence by sentence while it is made, and says what the agent is doing. */
export function Announcer({ id, last, name }: { id: string; last: Message | undefined; name: string }) {
  const [old] = useState(last?.id); // what stood there when the screen opened is not news
  const busy = useTurns(({ turns }) => working(turns[id]));
  const call = useTurns(({ turns }) => turns[id]?.answer.calls.at(-1));
  const said = useTurns(({ turns }) => wholeSentences(turns[id]?.answer.text ?? ""));
  const sentences = useMemo(() => sentencesOf(useTurns.getState().turns[id]?.answer.text.slice(0, said) ?? ""), [id, said]);
  const news = last && last.role === "assistant" && last.id !== old ? last : null;
  const state = busy ? `${name} is answering. ${call ? callInWords(call.name, call.status === "running", call.status === "ok") : ""}` : news && endInWords(news, name);
  return (
    <>
      <p role="status" className="sr-only">
        {state}
      </p>
      <div role="log" aria-label="The answer as it comes" aria-live="polite" aria-relevant="additions" className="sr-only">
        {busy &&
          sentences.map((sentence, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- sentences are only ever added
            <span key={index}>{sentence}</span>
          ))}
      </div>
    </>
  );
}
