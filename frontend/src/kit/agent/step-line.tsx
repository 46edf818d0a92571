import { ChevronRight, CircleAlert, CircleStop, Clock, LoaderCircle, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/kit/lib/cn";
import type { LiveCall } from "./answer";
import type { ToolCall } from "./types";
import { duration } from "./words";

interface StepLineProps {
  call: ToolCall | LiveCall;
  /** Of a step that is done. */
  icon: LucideIcon;
  /** What was done, in words. */
  words: ReactNode;
  /** What is said of it behind the words; nothing when empty. */
  more: string;
  open: boolean;
  onToggle: () => void;
  /** Id of what the line opens. */
  panel: string;
}

/** The look of a line that opens. */
export const stepLine = "-ml-1.5 flex min-h-7 max-w-full items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover hover:text-ink pointer-coarse:min-h-10";

/** A step in one quiet line that opens what belongs to it. */
export function StepLine({ call, icon, words, more, open, onToggle, panel }: StepLineProps) {
  const Icon = { running: LoaderCircle, ok: icon, pending: Clock, error: CircleAlert, stopped: CircleStop }[call.status];
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={panel}
      onClick={onToggle}
      className={stepLine}
    >
      <Icon className={cn("size-3.5 shrink-0", call.status === "running" && "animate-spin", call.status === "error" && "text-danger-text")} aria-hidden />
      <span className="truncate">
        {words}
        {call.status === "error" && <span className="text-danger-text"> · failed</span>}
        {call.status === "stopped" && " · not finished"}
        {more && ` · ${more}`}
        {(call.ms ?? 0) > 0 && <span className="tabular-nums"> · {duration(call.ms ?? 0)}</span>}
      </span>
      <ChevronRight className={cn("size-3.5 shrink-0 transition-transform", open && "rotate-90")} aria-hidden />
    </button>
  );
}
