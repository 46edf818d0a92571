import { useEffect, useRef, useState } from "react";
import { type Turn, working } from "@/kit/agent/turns";
import type { Message } from "@/kit/agent/types";
import { callInWords } from "@/kit/agent/words";

/** Reads an answer to a screen reader sentence by sentence while it is made, and says what the agent is doing. */
export function Announcer({ turn, last, name }: { turn: Turn | undefined; last: Message | undefined; name: string }) {
  const [old] = useState(last?.id); // what stood there when the screen opened is not news
  const said = useRef({ id: "", upto: 0 });
  const [sentence, setSentence] = useState("");
  const call = turn?.answer.calls.at(-1);
  const id = turn?.answer.messageId ?? "";
  const text = turn?.answer.text ?? "";
  useEffect(() => {
    if (said.current.id !== id) said.current = { id, upto: 0 };
    const end = lastSentenceEnd(text, said.current.upto);
    if (end <= said.current.upto) return;
    setSentence(text.slice(said.current.upto, end).replaceAll(/[*#`|>_]+/g, " "));
    said.current.upto = end;
  }, [id, text]);
  if (working(turn)) return <Polite>{sentence || `${name} is answering. ${call ? callInWords(call.name, call.status === "running") : ""}`}</Polite>;
  if (!last || last.role !== "assistant" || last.id === old) return <Polite>{""}</Polite>;
  const rest = said.current.id === last.id ? last.content.slice(said.current.upto) : `${last.author || name}: ${last.content}`;
  return <Polite>{rest}</Polite>;
}

function Polite({ children }: { children: string }) {
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {children}
    </p>
  );
}

/** Behind the last full stop, question mark or line end after `from`. */
function lastSentenceEnd(text: string, from: number): number {
  const ends = [...text.slice(from).matchAll(/[.!?:](?=\s)|\n/g)];
  const end = ends.at(-1);
  return end ? from + end.index + 1 : from;
}
