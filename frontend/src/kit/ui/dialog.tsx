import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/kit/lib/cn";
import { useReturnFocus } from "@/kit/lib/return-focus";
import { Button } from "./button";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  /** Cannot be dismissed by Esc or a click outside (only for a question that must be answered). */
  insistent?: boolean;
}

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-2xl", xl: "max-w-5xl" };
const scrim = "fixed inset-0 z-50 bg-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0 duration-100";

/** Asks or shows one thing over the page. Focus goes in, stays in, and returns on close. */
export function Dialog({ open, onOpenChange, title, description, children, footer, size = "md", insistent }: DialogProps) {
  const focus = useReturnFocus(open);
  const keep = insistent ? (event: Event) => event.preventDefault() : undefined;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          {...focus}
          {...(description ? {} : { "aria-describedby": undefined })}
          onEscapeKeyDown={keep}
          onPointerDownOutside={keep}
          onInteractOutside={keep}
          className={cn(
            "fixed top-[10vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-float outline-none",
            widths[size],
          )}
        >
          <header className="px-5 pt-4 pr-12">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description && <Radix.Description className="mt-1 text-base text-ink-2">{description}</Radix.Description>}
          </header>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>}
          {footer && <footer className={cn("flex flex-wrap justify-end gap-2 px-5 pb-4", !children && "pt-4")}>{footer}</footer>}
          {!insistent && <CloseButton />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface DrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  side?: "left" | "right";
  className?: string;
  hideTitle?: boolean;
}

/** A panel from the side for something looked at beside the page: a diff, a record, the navigation on a phone. */
export function Drawer({ open, onOpenChange, title, description, children, footer, side = "right", className, hideTitle }: DrawerProps) {
  const focus = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          {...focus}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-y-0 z-50 flex w-[calc(100vw-48px)] max-w-xl flex-col border-line bg-raised shadow-float outline-none data-[state=open]:animate-in duration-150",
            side === "right" ? "right-0 border-l data-[state=open]:slide-in-from-right-8" : "left-0 border-r data-[state=open]:slide-in-from-left-8",
            className,
          )}
        >
          <header className={cn("min-h-12 border-b border-line py-2.5 pr-12 pl-4", hideTitle && "sr-only")}>
            <Radix.Title className="truncate text-lg font-semibold">{title}</Radix.Title>
            {description && <Radix.Description className="text-sm text-ink-2">{description}</Radix.Description>}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {footer && <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>}
          {!hideTitle && <CloseButton />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/**
 * Last in the order of the keyboard, so that the first field has the focus. It has a plain title: a tooltip would be
 * a layer of its own, and take the Escape that should close the dialog.
 */
function CloseButton() {
  return (
    <Radix.Close asChild>
      <Button variant="ghost" size="sm" aria-label="Close" title="Close" className="absolute top-3 right-3 size-7 px-0">
        <X aria-hidden />
      </Button>
    </Radix.Close>
  );
}
