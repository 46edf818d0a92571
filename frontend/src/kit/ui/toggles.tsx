import { Check, Minus } from "lucide-react";
import { Checkbox as RadixCheckbox, Switch as RadixSwitch } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/kit/lib/cn";

/** A box to tick; `checked="indeterminate"` for "some of them". Name it with a label or `aria-label`. */
export function Checkbox({ className, ...props }: ComponentProps<typeof RadixCheckbox.Root>) {
  return (
    <RadixCheckbox.Root
      {...props}
      className={cn(
        "group relative grid size-4 shrink-0 place-items-center rounded-sm border border-control bg-surface after:absolute after:-inset-2 hover:border-n-9 disabled:cursor-not-allowed disabled:border-n-7 disabled:bg-n-3 aria-invalid:border-danger data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent data-[state=checked]:disabled:bg-n-8",
        className,
      )}
    >
      <RadixCheckbox.Indicator className="text-accent-ink">
        <Check className="hidden size-3 group-data-[state=checked]:block" strokeWidth={3} aria-hidden />
        <Minus className="hidden size-3 group-data-[state=indeterminate]:block" strokeWidth={3} aria-hidden />
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
}

/** On or off, at once: for settings that need no Save. */
export function Switch({ className, ...props }: ComponentProps<typeof RadixSwitch.Root>) {
  return (
    <RadixSwitch.Root
      {...props}
      className={cn(
        "relative h-5 w-9 shrink-0 rounded-full bg-n-8 transition-colors after:absolute after:-inset-1 disabled:cursor-not-allowed disabled:opacity-60 data-[state=checked]:bg-accent",
        className,
      )}
    >
      <RadixSwitch.Thumb className="block size-4 translate-x-0.5 rounded-full bg-[white] transition-transform data-[state=checked]:translate-x-[18px]" />
    </RadixSwitch.Root>
  );
}
