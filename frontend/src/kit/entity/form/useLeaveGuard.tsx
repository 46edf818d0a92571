import { type ReactNode, useEffect, useRef } from "react";
import { useBlocker } from "react-router";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";

/** Asks before typed text is lost by leaving; `release` lets the next navigation through (after saving). */
export function useLeaveGuard(dirty: boolean): { guard: ReactNode; release: () => void } {
  const released = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && !released.current && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!dirty) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, [dirty]);
  const guard = (
    <ConfirmDialog open={blocker.state === "blocked"} onOpenChange={(open) => !open && blocker.state === "blocked" && blocker.reset()} title="Leave without saving?" confirmLabel="Discard changes" onConfirm={() => blocker.proceed?.()}>
      <p>What you have typed here has not been saved.</p>
    </ConfirmDialog>
  );
  return { guard, release: () => void (released.current = true) };
}
