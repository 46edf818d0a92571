import { formatNumber } from "@/kit/lib/format";
import type { ImportOperation } from "./operation";

/** How far the work is, in words and as a bar. */
export function Progress({ label, operation }: { label: string; operation: ImportOperation | undefined }) {
  const done = operation?.progress ?? 0;
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-6">
      <div className="flex justify-between text-sm">
        <p className="font-medium">{label}</p>
        <p className="text-ink-2 tabular-nums" aria-live="polite">
          {operation?.message || (operation?.status === "queued" ? "Waiting for a worker" : "Starting")}
        </p>
      </div>
      <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(done * 100)} className="h-1.5 overflow-hidden rounded-full bg-n-4">
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${Math.max(3, done * 100)}%` }} />
      </div>
      <p className="sr-only">{formatNumber(done, { style: "percent" })}</p>
    </div>
  );
}
