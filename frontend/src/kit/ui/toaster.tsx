import { lazy, Suspense, useEffect } from "react";
import { toasterReady, useToasts } from "./toast";

const Sonner = lazy(() => import("sonner").then(({ Toaster }) => ({ default: Toaster })));

/** Where toasts appear; once, in the frame of the application. */
export function Toaster() {
  const wanted = useToasts((state) => state.wanted);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
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
            actionButton: "shrink-0 rounded-md border border-line px-2 py-1 font-medium text-accent-text hover:bg-hover pointer-coarse:min-h-10",
            // the ones behind are drawn smaller (0.9 for the third): 30 px are still 27 there
            closeButton: "-m-0.75 shrink-0 rounded-sm p-2 text-ink-2 hover:bg-hover pointer-coarse:-m-2 pointer-coarse:p-3.25 [&_svg]:size-3.5",
            success: "[&_[data-icon]]:text-success-text",
            error: "[&_[data-icon]]:text-danger-text",
            info: "[&_[data-icon]]:text-info-text",
          },
        }}
      />
      <Ready />
    </Suspense>
  );
}

function Ready() {
  useEffect(() => toasterReady.tell(), []);
  return null;
}
