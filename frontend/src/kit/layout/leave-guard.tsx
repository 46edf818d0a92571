import { type ReactNode, useEffect, useRef, useState } from "react";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { appHistory } from "./history";

/**
 * Asks before something unsaved is lost by leaving the screen, closing the tab included. Put `guard` somewhere on the
 * screen; `release` lets the next navigation through (after saving). `lost` names what would be gone.
 */
export function useLeaveGuard(dirty: boolean, lost = "What you have typed here has not been saved."): { guard: ReactNode; release: () => void } {
  const [held, setHeld] = useState<{ go: () => void } | null>(null);
  const released = useRef(false);
  useEffect(() => {
    if (!dirty) return;
    released.current = false;
    const here = location.pathname;
    const unguard = appHistory.guard({ blocks: (next) => !released.current && next.pathname !== here, hold: (go) => setHeld({ go }) });
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => {
      unguard();
      removeEventListener("beforeunload", ask);
    };
  }, [dirty]);
  const leave = () => {
    released.current = true;
    held?.go();
  };
  const guard = (
    <ConfirmDialog open={held !== null} onOpenChange={(open) => !open && setHeld(null)} title="Leave without saving?" confirmLabel="Discard changes" onConfirm={leave}>
      <p>{lost}</p>
    </ConfirmDialog>
  );
  return { guard, release: () => void (released.current = true) };
}
