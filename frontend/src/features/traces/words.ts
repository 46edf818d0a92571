/** How traces are put into words. */
import { formatCostIn, formatNumber } from "@/kit/lib/format";
import type { Tone } from "@/kit/ui/pill";
import type { SpanOut, TraceOut } from "./api";

export const tones: Record<TraceOut["status"], Tone> = { running: "accent", complete: "success", stopped: "neutral", failed: "danger", interrupted: "warning" };
/** What set the agent to work, where it was no conversation. */
export const sources: Record<TraceOut["source"], string> = { conversation: "", completion: "by the API", trial: "on the test bench" };
export const kinds: Record<SpanOut["kind"], string> = { turn: "Turn", agent: "Agent", model: "Model call", attempt: "Attempt", tool: "Tool", decision: "Decision" };

/** `640 ms`, `1.28 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1) return "< 1 ms";
  if (ms < 1000) return `${formatNumber(Math.round(ms))} ms`;
  if (ms < 60_000) return `${formatNumber(ms / 1000, { maximumFractionDigits: ms < 10_000 ? 2 : 1 })} s`;
  return `${formatNumber(Math.floor(ms / 60_000))} min ${formatNumber(Math.floor((ms % 60_000) / 1000))} s`;
}

/** Money of a model call; nothing where nothing was paid, or nobody knows the price. */
export function cost(amount: string | number): string {
  return Number(amount) > 0 ? formatCostIn(4, amount) : "";
}

/** What a row of the tree calls it: `assistant`, `list_customers` stay as they are, for they are names in the API too. */
export function nameOf(span: SpanOut): string {
  if (span.kind === "turn") return "Turn";
  if (span.kind === "model") return servedBy(span) || span.name;
  return span.kind === "decision" ? span.name.charAt(0).toUpperCase() + span.name.slice(1) : span.name;
}

/** `openai gpt-x`, once somebody has answered. */
export function servedBy(span: SpanOut): string {
  const served = span.facts.served as { provider?: string; model?: string } | undefined;
  return [served?.provider, served?.model].filter(Boolean).join(" ");
}

export interface Usage {
  input: number;
  output: number;
  cost: string;
}

/** Tokens and money of a model call. */
export function usageOf(span: SpanOut): Usage | null {
  const usage = span.facts.usage as { input_tokens: number; output_tokens: number; cost: string } | undefined;
  return usage ? { input: usage.input_tokens, output: usage.output_tokens, cost: cost(usage.cost) } : null;
}

/** Milliseconds from the beginning of a model call to its first word. */
export function firstToken(span: SpanOut): number | null {
  const seconds = span.facts.first_token;
  return typeof seconds === "number" ? seconds * 1000 : null;
}

/** Whether the step did not do what was wanted. */
export function failed(span: SpanOut): boolean {
  return Boolean(span.error) || span.facts.status === "error" || span.facts.status === "failed" || span.name === "refused";
}

/** The sentence beside a name: why it was decided, what came of it. */
export function remark(span: SpanOut): string {
  if (typeof span.facts.why === "string") return span.facts.why;
  if (span.error) return span.error;
  if (span.facts.status === "pending") return "waits for a person";
  return span.facts.status === "error" ? `refused with ${String(span.facts.http_status ?? "an error")}` : "";
}
