import { Popover as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, Suspense } from "react";
import { cn } from "@/kit/lib/cn";

export interface PopoverProps {
  trigger: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: ComponentProps<typeof Radix.Content>["align"];
  side?: ComponentProps<typeof Radix.Content>["side"];
  className?: string;
  /** Names the popover for a screen reader. */
  label?: string;
}

/** A small panel that belongs to the thing that opened it; Esc closes and focus returns. */
export function Popover({ trigger, children, open, onOpenChange, align = "start", side, className, label }: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content aria-label={label} align={align} side={side} sideOffset={4} collisionPadding={8} className={cn("popup max-w-[calc(100vw-16px)] p-3", className)}>
          <Suspense fallback={<div className="h-24 w-48" />}>{children}</Suspense>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
