import { Circle, CircleAlert, CircleCheck, CircleDashed, CircleDot, CircleX } from "lucide-react";
import { cn } from "@/kit/lib/cn";
import { humanize } from "@/kit/lib/format";

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger" | "info";

const tones: Record<Tone, string> = {
  neutral: "bg-n-4 text-ink-2",
  accent: "bg-accent-soft text-accent-text",
  success: "bg-success-soft text-success-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text",
  info: "bg-info-soft text-info-text",
};

const icons = { neutral: Circle, accent: CircleDot, success: CircleCheck, warning: CircleAlert, danger: CircleX, info: CircleDashed };

/** Status words that every product shares; a feature passes `tone` for its own. */
const known: Record<string, Tone> = {
  active: "success", paid: "success", done: "success", completed: "success", approved: "success", accepted: "success", ok: "success", ready: "success",
  sent: "info", open: "info", in_progress: "accent", running: "accent", processing: "accent", lead: "info", invited: "info", queued: "info",
  overdue: "danger", failed: "danger", error: "danger", rejected: "danger", revoked: "danger", high: "danger", suspended: "danger",
  waiting: "warning", pending: "warning", expired: "warning", normal: "neutral", low: "neutral",
  draft: "neutral", inactive: "neutral", void: "neutral", cancelled: "neutral",
};

/** The tone a status word is shown in. */
export function toneOf(status: string): Tone {
  return known[status] ?? "neutral";
}

export interface PillProps {
  /** The status word from the API, such as `in_progress`. */
  status: string;
  label?: string;
  tone?: Tone;
  className?: string;
}

/** A status: icon, word and colour together, so colour is never the only sign. */
export function Pill({ status, label, tone = toneOf(status), className }: PillProps) {
  const Icon = icons[tone];
  return (
    <span className={cn("inline-flex h-5 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap", tones[tone], className)}>
      <Icon className="size-3 shrink-0" aria-hidden />
      {label ?? humanize(status)}
    </span>
  );
}
