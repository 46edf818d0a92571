import { CircleAlert, CircleCheck } from "lucide-react";
import { cn } from "@/kit/lib/cn";
import type { Trial } from "../api";
import { millisecondsText } from "../words";

/** What came of a real call, read out when it appears. */
export function TrialResult({ trial, className }: { trial: Trial; className?: string }) {
  const Icon = trial.ok ? CircleCheck : CircleAlert;
  return (
    <p role="status" className={cn("flex items-start gap-2 rounded-md px-3 py-2 text-sm", trial.ok ? "bg-success-soft text-success-text" : "bg-danger-soft text-danger-text", className)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0">
        {trial.ok ? `${trial.model} answered in ${millisecondsText(trial.latency_ms)}, first word after ${millisecondsText(trial.ttft_ms ?? null)}` : trial.detail}
        {trial.ok && trial.answer && <span className="block truncate">“{trial.answer}”</span>}
      </span>
    </p>
  );
}
