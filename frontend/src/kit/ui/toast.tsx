/** Short messages at the edge of the window. What draws them is loaded with the first one. */
import { create } from "zustand";
import { messageOf } from "@/kit/api/errors";

export interface ToastOptions {
  description?: string;
  /** A toast with the same id takes the place of the one before: of several moves of a record only the last is offered to be undone. */
  id?: string;
  /** Undo, or a link to the thing. With an action the toast stays 8 s. */
  action?: { label: string; onClick: () => void };
}

/** Whether a toast has been asked for: from then on the shell shows the Toaster. */
export const useToasts = create<{ wanted: boolean }>(() => ({ wanted: false }));

/** Resolved by the Toaster as soon as it can show something. */
export const toasterReady: { tell: () => void; there: Promise<void> } = { tell: () => undefined, there: Promise.resolve() };
toasterReady.there = new Promise((resolve) => {
  toasterReady.tell = resolve;
});

async function show(kind: "success" | "info" | "error", text: string, options: ToastOptions & { duration: number }): Promise<void> {
  useToasts.setState({ wanted: true });
  const [{ toast: sonner }] = await Promise.all([import("sonner"), toasterReady.there]);
  sonner[kind](text, options);
}

const lasting = (options?: ToastOptions) => ({ ...options, duration: options?.action ? 8000 : 4000 });

/** Says that something has happened. Never the only place of an error that has to be read. */
export const toast = {
  success: (text: string, options?: ToastOptions) => void show("success", text, lasting(options)),
  info: (text: string, options?: ToastOptions) => void show("info", text, lasting(options)),
  /** An error from the API or anything thrown, in words. */
  error: (text: string, error?: unknown) => void show("error", text, { description: error === undefined ? undefined : messageOf(error), duration: 8000 }),
};
