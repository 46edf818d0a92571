/** Spans as the rows of a tree, and where their bars stand. */
import type { SpanOut, TraceDetail } from "./api";
import { failed, firstToken } from "./words";

export interface Row {
  span: SpanOut;
  depth: number;
  /** Whether there is something to fold. */
  parent: boolean;
  open: boolean;
}

/** The rows that are seen: each span under its parent, in the order in which they began; children of folded ones are left out. */
export function rowsOf(spans: SpanOut[], folded: ReadonlySet<number>): Row[] {
  const under = new Map<number, SpanOut[]>();
  for (const span of spans) under.set(span.parent, [...(under.get(span.parent) ?? []), span]);
  const rows: Row[] = [];
  const walk = (parent: number, depth: number) => {
    for (const span of under.get(parent) ?? []) {
      const open = !folded.has(span.number);
      rows.push({ span, depth, parent: under.has(span.number), open });
      if (open) walk(span.number, depth + 1);
    }
  };
  walk(0, 0);
  return rows;
}

/** Model calls that went well at the first attempt: they begin folded, for the attempt tells nothing new. */
export function quiet(spans: SpanOut[]): number[] {
  const alone = (span: SpanOut) => {
    const inside = spans.filter((other) => other.parent === span.number);
    return inside.length === 1 && inside[0]?.kind === "attempt" && !failed(inside[0]);
  };
  return spans.filter((span) => span.kind === "model" && alone(span)).map((span) => span.number);
}

/** Milliseconds that the waterfall covers. */
export function lengthOf(trace: Pick<TraceDetail, "ms" | "spans">): number {
  return Math.max(1, trace.ms, ...trace.spans.map((span) => span.start_ms + (span.ms ?? 0)));
}

/** Left edge and width of a bar in per cent, and where the first word came within the bar. */
export function barOf(span: SpanOut, length: number): { left: number; width: number; first: number | null } {
  const left = Math.min(100, Math.max(0, (span.start_ms / length) * 100));
  const ms = span.ms ?? Math.max(0, length - span.start_ms);
  const first = firstToken(span);
  return { left, width: Math.min(100 - left, (ms / length) * 100), first: first === null || ms <= 0 ? null : Math.min(100, (first / ms) * 100) };
}

/** Milliseconds until the first word of the first model call that said something; null without one. */
export function timeToFirst(spans: SpanOut[]): number | null {
  const call = spans.find((span) => span.kind === "model" && firstToken(span) !== null);
  return call ? call.start_ms + (firstToken(call) ?? 0) : null;
}
