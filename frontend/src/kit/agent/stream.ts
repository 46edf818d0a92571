/** Follows the stream of one answer to its end, over lost connections: each new try says where the last one stopped. */
import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { ApiError } from "@/kit/api/errors";
import type { TurnEvent, TurnKind } from "./types";

export interface FollowOptions {
  /** Opens the stream behind `after` (0 is the beginning). May be called again after a break. */
  open: (after: number, signal: AbortSignal) => Promise<Response>;
  onEvent: (event: TurnEvent) => void;
  signal: AbortSignal;
  /** Where to begin. */
  after?: number;
  /** Waits before the next try; tests pass their own. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** True while the connection is being made anew. */
  onBroken?: (broken: boolean) => void;
}

const kinds = new Set<string>(["waiting", "progress", "start", "delta", "tool_call", "tool_result", "approval_required", "citation", "complete", "error"] satisfies TurnKind[]);
const tries = 8;

/** Resolves when the last event has come. Throws ApiError when the API refuses, AbortError when the reader leaves. */
export async function followTurn({ open, onEvent, signal, after = 0, pause = sleep, onBroken }: FollowOptions): Promise<void> {
  let at = after;
  for (let failures = 0; ; failures++) {
    try {
      const response = await open(at, signal);
      onBroken?.(false);
      for await (const event of eventsOf(response)) {
        if (event.seq <= at) continue;
        at = event.seq;
        failures = 0;
        onEvent(event);
        if (event.kind === "complete" || event.kind === "error") return;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!passing(error) || failures >= tries) throw error;
    }
    if (failures >= tries) throw new ApiError(0, { title: "No connection" });
    onBroken?.(true);
    await pause(Math.min(5_000, 250 * 2 ** failures), signal);
  }
}

/** A refusal stays a refusal; a lost connection or a restarting server is worth another try. */
function passing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 502;
}

async function* eventsOf(response: Response): AsyncGenerator<TurnEvent> {
  if (!response.body) return;
  const parsed = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = parsed.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const event = turnEvent(next.value);
      if (event) yield event;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The number at the end of the id is the place in the stream. Kinds that this build does not know are left out. */
export function turnEvent({ id, event, data }: EventSourceMessage): TurnEvent | null {
  const seq = Number(/\d+$/.exec(id ?? "")?.[0] ?? Number.NaN);
  if (!event || !kinds.has(event) || !Number.isSafeInteger(seq)) return null;
  return { seq, kind: event, data: JSON.parse(data) } as TurnEvent;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** All events of a stream that ends by itself, such as that of a finished answer. */
export async function sentEvents(response: Response): Promise<TurnEvent[]> {
  const all: TurnEvent[] = [];
  for await (const event of eventsOf(response)) all.push(event);
  return all;
}
