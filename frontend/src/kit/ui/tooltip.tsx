import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Once, around the application: tooltips share their delay. */
export const TooltipProvider = Radix.Provider;

export interface TooltipProps {
  content: ReactNode;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
}

/** A short hint on hover and focus. Nothing a person needs may be only here. */
export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-[70] max-w-72 rounded-md bg-n-12 px-2 py-1 text-xs text-n-1 shadow-float"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
