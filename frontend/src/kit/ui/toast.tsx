import { toast as sonner, Toaster as Sonner } from "sonner";
import { messageOf } from "@/kit/api/errors";

export interface ToastOptions {
  description?: string;
  /** Undo, or a link to the thing. With an action the toast stays 8 s. */
  action?: { label: string; onClick: () => void };
}

const shown = (options?: ToastOptions) => ({ ...options, duration: options?.action ? 8000 : 4000 });

/** Says that something has happened. Never the only place of an error that has to be read. */
export const toast = {
  success: (text: string, options?: ToastOptions) => sonner.success(text, shown(options)),
  info: (text: string, options?: ToastOptions) => sonner.info(text, shown(options)),
  /** An error from the API or anything thrown, in words. */
  error: (text: string, error?: unknown) => sonner.error(text, { description: error === undefined ? undefined : messageOf(error), duration: 8000 }),
};

/** Once, in the application root. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      closeButton
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "popup flex w-[356px] max-w-[calc(100vw-32px)] items-start gap-2 p-3 text-sm [&>button[data-close-button]]:order-last",
          title: "font-medium",
          description: "text-ink-2",
          content: "min-w-0 flex-1",
          icon: "mt-0.5 shrink-0",
          actionButton: "shrink-0 rounded-md border border-line px-2 py-1 font-medium text-accent-text hover:bg-hover",
          closeButton: "shrink-0 rounded-sm p-1 text-ink-2 hover:bg-hover [&_svg]:size-3.5",
          success: "[&_[data-icon]]:text-success-text",
          error: "[&_[data-icon]]:text-danger-text",
          info: "[&_[data-icon]]:text-info-text",
        },
      }}
    />
  );
}
