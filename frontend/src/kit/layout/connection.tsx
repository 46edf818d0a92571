import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { useLive } from "@/kit/live/store";
import { Tooltip } from "@/kit/ui/tooltip";

const words = { off: "Not connected", connecting: "Connecting", online: "Live: changes show at once", offline: "Offline: trying to reconnect" };

/** A quiet sign of whether changes of others arrive. */
export function ConnectionDot() {
  const state = useLive((live) => live.state);
  return (
    <Tooltip content={words[state]} side="bottom">
      <span role="status" aria-label={words[state]} tabIndex={-1} className="grid size-8 place-items-center">
        <span className={cn("size-2 rounded-full", state === "online" ? "bg-success" : state === "offline" ? "border-2 border-danger" : "bg-n-8")} />
      </span>
    </Tooltip>
  );
}

/** Only when the connection has been away for two seconds. */
export function OfflineBanner() {
  const away = useLive((live) => live.state === "offline");
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!away) return;
    const timer = setTimeout(() => setShown(true), 2_000);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [away]);
  return (
    <div role="status" className={cn(shown && "flex items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 text-sm text-warning-text")}>
      {shown && (
        <>
          <WifiOff className="size-4 shrink-0" aria-hidden />
          Offline. What you see may be out of date; what you have typed is kept on this page.
        </>
      )}
    </div>
  );
}
