import { expect, test } from "vitest";
import { ApiError } from "@/kit/api/errors";
import { followTurn, turnEvent } from "./stream";
import type { TurnEvent } from "./types";

const encoder = new TextEncoder();

/** A body that sends the pieces and then ends, or breaks off as a cut connection does. */
function body(pieces: string[], cut = false): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      if (cut) controller.error(new TypeError("network error"));
      else controller.close();
    },
  });
  return new Response(stream, { headers: { "Content-Type": "text/event-stream" } });
}

const sse = (seq: number, kind: string, data: unknown) => `id: ${seq}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
const start = sse(1, "start", { conversation_id: "c", message_id: "m", agent: "assistant" });
const pause = () => Promise.resolve();

async function follow(open: (after: number) => Promise<Response>, after?: number) {
  const events: TurnEvent[] = [];
  const broken: boolean[] = [];
  await followTurn({ open, onEvent: (event) => events.push(event), signal: new AbortController().signal, after, pause, onBroken: (is) => broken.push(is) });
  return { events, broken };
}

test("a stream that breaks off is opened again behind the last event, and nothing comes twice", async () => {
  const asked: number[] = [];
  const { events, broken } = await follow((after) => {
    asked.push(after);
    // the server of the second connection repeats the event that the first may have lost
    return Promise.resolve(after === 0 ? body([start, sse(2, "delta", { text: "Two " })]) : body([sse(2, "delta", { text: "Two " }), sse(3, "delta", { text: "invoices." }), sse(4, "complete", { message: {} })]));
  });
  expect(asked).toEqual([0, 2]);
  expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
  expect(broken).toEqual([false, true, false]);
});

test("an event that arrives in pieces, and lines that are only heartbeats, are read right", async () => {
  const { events } = await follow(() => Promise.resolve(body([start.slice(0, 9), start.slice(9), ": still here\n\n", sse(2, "delta", { text: "ä€😀" }), sse(3, "complete", { message: {} })])));
  expect(events[1]).toEqual({ seq: 2, kind: "delta", data: { text: "ä€😀" } });
});

test("a server that cannot be reached is asked again, a refusal is not", async () => {
  let tries = 0;
  const { events } = await follow(() => {
    tries += 1;
    return tries < 3 ? Promise.reject(new ApiError(0, { title: "No connection" })) : Promise.resolve(body([start, sse(2, "complete", { message: {} })]));
  });
  expect(tries).toBe(3);
  expect(events).toHaveLength(2);
  await expect(follow(() => Promise.reject(new ApiError(403, { title: "Forbidden" })))).rejects.toThrow(ApiError);
});

test("it gives up when nothing new comes any more", async () => {
  let tries = 0;
  await expect(
    follow(() => {
      tries += 1;
      return Promise.resolve(body([]));
    }),
  ).rejects.toThrow(ApiError);
  expect(tries).toBeLessThan(12);
});

test("a reader who leaves ends it", async () => {
  const controller = new AbortController();
  const open = () => {
    controller.abort();
    return Promise.reject(new DOMException("left", "AbortError"));
  };
  await expect(followTurn({ open, onEvent: () => undefined, signal: controller.signal, pause })).rejects.toMatchObject({ name: "AbortError" });
});

test("ids may carry a name before the number; kinds of a newer server are left out", () => {
  expect(turnEvent({ id: "0199-ab:12", event: "delta", data: '{"text":"x"}' })).toEqual({ seq: 12, kind: "delta", data: { text: "x" } });
  expect(turnEvent({ id: "13", event: "thought", data: "{}" })).toBeNull();
});
