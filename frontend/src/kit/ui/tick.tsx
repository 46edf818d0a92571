import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/kit/lib/cn";

export interface TickProps extends Omit<ComponentProps<"button">, "role" | "onToggle"> {
  checked: boolean | "indeterminate";
}

/** A checkbox without a form behind it, light enough to stand in every row of a long list. */
export function Tick({ checked, className, ...props }: TickProps) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={checked === "indeterminate" ? "mixed" : checked}
      className={cn("relative inline-grid size-4 place-items-center rounded-sm border align-middle after:absolute after:-inset-2 hover:border-n-9 disabled:border-n-7 disabled:bg-n-3", checked ? "border-accent bg-accent text-accent-ink" : "border-control bg-surface", className)}
      {...props}
    >
      {checked === true && <Check className="size-3" strokeWidth={3} aria-hidden />}
      {checked === "indeterminate" && <Minus className="size-3" strokeWidth={3} aria-hidden />}
    </button>
  );
}
