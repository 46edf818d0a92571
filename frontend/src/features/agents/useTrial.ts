import { useRef, useState } from "react";
import { type Answer, addEvents, emptyAnswer } from "@/kit/agent/answer";
import { followTurn } from "@/kit/agent/stream";
import type { TurnEvent } from "@/kit/agent/types";
import { ApiError } from "@/kit/api/errors";
import type { ProposalOut, TrialOut } from "@/kit/api/generated/types.gen";
import { apiFetch } from "@/kit/api/runtime";
import type { Definition } from "./api";

export interface Tried {
  question: string;
  answer: Answer;
  proposals: ProposalOut[];
  result: TrialOut | null;
  error: unknown;
}

/** A conversation with a draft. It lives on this screen only; nothing of it is kept but its trail. */
export function useTrial(name: string, definition: Definition) {
  const [tried, setTried] = useState<Tried[]>([]);
  const stop = useRef<AbortController | null>(null);
  const running = tried.at(-1)?.result === null && tried.at(-1)?.error === null;
  const change = (next: (last: Tried) => Tried) => setTried((all) => all.map((one, index) => (index === all.length - 1 ? next(one) : one)));
  const ask = async (question: string) => {
    const messages = [...tried.filter((one) => one.result).flatMap((one) => [said("user", one.question), said("assistant", one.result?.text ?? "")]), said("user", question)];
    setTried((all) => [...all, { question, answer: emptyAnswer, proposals: [], result: null, error: null }]);
    const control = new AbortController();
    stop.current = control;
    try {
      await followTurn({ open: once(JSON.stringify({ definition, name: name || null, messages: messages.filter((one) => one.content) })), onEvent: (event) => change((last) => heard(last, event)), signal: control.signal });
    } catch (error) {
      change((last) => ({ ...last, error: control.signal.aborted ? new Error("You stopped this answer.") : error }));
    }
  };
  const clear = () => {
    stop.current?.abort();
    setTried([]);
  };
  return { tried, running, ask, stop: () => stop.current?.abort(), clear };
}

const said = (role: "user" | "assistant", content: string) => ({ role, content });

/** A trial is not kept anywhere, so a lost connection can not be taken up again. */
function once(body: string) {
  let opened = false;
  return (_after: number, signal: AbortSignal): Promise<Response> => {
    if (opened) throw new ApiError(409, { title: "Connection lost", detail: "The connection was lost: ask again." });
    opened = true;
    return apiFetch("/api/v1/agents/try", { method: "POST", headers: { "Content-Type": "application/json", Accept: "text/event-stream" }, body, signal });
  };
}

/** A trial's events are those of a conversation, but for proposals (which nobody keeps) and the end (which is no message). */
function heard(last: Tried, event: TurnEvent): Tried {
  const { data } = event as { data: unknown };
  if (event.kind === "approval_required") return { ...last, proposals: [...last.proposals, (data as { proposal: ProposalOut }).proposal] };
  if (event.kind === "complete") return { ...last, result: (data as { trial: TrialOut }).trial };
  if (event.kind === "error") return { ...last, error: new Error(event.data.problem.detail ?? "It could not answer.") };
  return { ...last, answer: addEvents(last.answer, [event], performance.now()) };
}
