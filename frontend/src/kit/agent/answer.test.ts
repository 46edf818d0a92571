import { expect, test } from "vitest";
import { addEvents, emptyAnswer } from "./answer";
import { approval, message } from "./samples.test-data";
import type { TurnEvent } from "./types";

const turn: TurnEvent[] = [
  { seq: 1, kind: "start", data: { conversation_id: "c1", message_id: "m1", agent: "assistant" } },
  { seq: 2, kind: "tool_call", data: { id: "t1", name: "list_invoices", args: { status: "overdue" }, effect: "read" } },
  { seq: 3, kind: "tool_result", data: { id: "t1", name: "list_invoices", status: "ok", http_status: 200, summary: "2 rows", result: '{"items":[]}' } },
  { seq: 4, kind: "delta", data: { text: "Two " } },
  { seq: 5, kind: "delta", data: { text: "invoices." } },
  { seq: 6, kind: "citation", data: { entity: "invoices", id: "i1", label: "10479", key: "10479" } },
  { seq: 7, kind: "approval_required", data: { approval } },
  { seq: 8, kind: "complete", data: { message: { ...message, content: "Two invoices." } } },
];

test("the events of a turn add up to its answer", () => {
  const answer = addEvents(emptyAnswer, turn, 0);
  expect(answer).toMatchObject({ seq: 8, phase: "done", messageId: "m1", text: "Two invoices." });
  expect(answer.citations.map((citation) => citation.label)).toEqual(["10479"]);
  expect(answer.approvals).toEqual([approval]);
  expect(answer.message?.content).toBe("Two invoices.");
});

test("events that come again after a resume change nothing, new ones go on where it stopped", () => {
  const broken = addEvents(emptyAnswer, turn.slice(0, 4), 0);
  const resumed = addEvents(broken, turn, 0); // the whole stream again
  expect(resumed.text).toBe("Two invoices.");
  expect(resumed.calls).toHaveLength(1);
  expect(resumed.approvals).toHaveLength(1);
});

test("a call runs until its result comes, and knows how long it took", () => {
  const asked = addEvents(emptyAnswer, turn.slice(0, 2), 1_000);
  expect(asked.calls[0]).toMatchObject({ status: "running", ms: null });
  const answered = addEvents(asked, turn.slice(2, 3), 1_240);
  expect(answered.calls[0]).toMatchObject({ status: "ok", ms: 240, summary: "2 rows" });
});

test("a failed turn keeps what was said and says why it ended", () => {
  const answer = addEvents(emptyAnswer, [...turn.slice(0, 4), { seq: 5, kind: "error", data: { problem: { title: "Language model not available", status: 503 } } }], 0);
  expect(answer).toMatchObject({ phase: "done", text: "Two ", problem: { status: 503 } });
});

test("who waits sees his place, then the stage, and nothing of it once there are words to come", () => {
  const waiting: TurnEvent[] = [{ seq: 1, kind: "waiting", data: { place: 3 } }];
  expect(addEvents(emptyAnswer, waiting, 0).notice).toBe("Waiting, place 3");
  const far: TurnEvent[] = [{ seq: 1, kind: "waiting", data: { place: 21 } }];
  expect(addEvents(emptyAnswer, far, 0).notice).toBe("Waiting, more than 20 before you");
  const begun: TurnEvent[] = [...waiting, { seq: 2, kind: "start", data: { conversation_id: "c", message_id: "m", agent: "briefing" } }];
  expect(addEvents(emptyAnswer, begun, 0).notice).toBe("");
  const asking: TurnEvent[] = [...begun, { seq: 3, kind: "progress", data: { done: 0.5, stage: "Figures", message: "Asking the Data analyst" } }];
  expect(addEvents(emptyAnswer, asking, 0).notice).toBe("Asking the Data analyst (50 %)");
  const taken: TurnEvent[] = [...begun, { seq: 3, kind: "progress", data: { done: 0, stage: "assistant", message: "Assistant: 2 words fit." } }];
  expect(addEvents(emptyAnswer, taken, 0).notice).toBe("Assistant: 2 words fit.");
  expect(addEvents(emptyAnswer, [...taken, { seq: 4, kind: "delta", data: { text: "It is" } }], 0).notice).toBe("");
});
