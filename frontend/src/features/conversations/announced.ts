/** What a screen reader is told of an answer: whole sentences while it is made, and how it has ended. */
import type { Message } from "@/kit/agent/types";

/** How far the text has whole sentences; a number, so that the words between two of them draw nothing. */
export function wholeSentences(text: string): number {
  for (let at = text.length - 1; at >= 0; at--) {
    const letter = text[at] ?? "";
    if (letter === "\n" || (/\s/.test(letter) && /[.!?]/.test(text[at - 1] ?? ""))) return at + 1;
  }
  return 0;
}

/** A fenced block, closed or still being written. */
const code = /^[ \t]*(```|~~~)[^\n]*\n[\s\S]*?(?:^[ \t]*\1[^\n]*\n|$(?![\s\S]))/gm;

/** The whole ones (the point of 3.5 ends none), without signs of Markdown; the last, unfinished one is left out. Of code it is only said that it is there: nobody listens to hundreds of lines. */
export function sentencesOf(text: string): string[] {
  const told = text.replaceAll(code, "A block of code.\n");
  return (told.match(/(?:[^.!?\n]|[.!?](?!\s))*(?:[.!?](?=\s)|\n)/g) ?? []).map((one) => one.replaceAll(/[*#`|>_]+|-{3,}|^\s*- /g, " ").replaceAll(/\s+/g, " ").trim()).filter(Boolean);
}

/** A finished message: a person's words, or how the agent's answer ended and what waits in it. */
export function endInWords(message: Message, agent: string): string {
  if (message.author) return `${message.author}: ${message.content}`;
  if (message.status !== "complete") return `The answer of ${agent} has ended early.`;
  const waiting = message.approvals.filter((approval) => approval.status === "waiting").length;
  if (waiting === 0) return `${agent} has answered.`;
  return `${agent} has answered. ${waiting === 1 ? "A proposal waits" : `${waiting} proposals wait`} to be decided.`;
}
