import { X } from "lucide-react";
import { Children, type ReactNode } from "react";
import { cn } from "@/kit/lib/cn";

/** Several small things in a row that wraps. */
export function Chips({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <ul aria-label={label} className={cn("flex flex-wrap gap-1.5", className)}>
      {Children.map(children, (child) => (
        <li className="max-w-full min-w-0">{child}</li>
      ))}
    </ul>
  );
}

/** One of several values; with a cross where it can be taken out. */
export function Chip({ label, onRemove }: { label: string; onRemove?: () => void }) {
  return (
    <span className={cn("inline-flex h-6 max-w-full items-center rounded-sm bg-n-4 text-sm pointer-coarse:h-8", onRemove ? "pl-2" : "px-2")}>
      <span className="truncate">{label}</span>
      {onRemove && (
        <button type="button" aria-label={`Remove ${label}`} onClick={onRemove} className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-2 hover:bg-active hover:text-ink pointer-coarse:size-8">
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </span>
  );
}
