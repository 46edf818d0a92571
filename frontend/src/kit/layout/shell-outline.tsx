import { cn } from "@/kit/lib/cn";
import { useStored } from "@/kit/lib/stored";
import { useSlow } from "@/kit/ui/states";

/** The lines of the shell, in place before its content is known, so that nothing shifts. */
export function ShellOutline() {
  const [collapsed] = useStored("sidebar.collapsed", false);
  const long = useSlow(true, 4_000);
  return (
    <div role="status" aria-label="Loading" className="flex h-dvh">
      <div className={cn("hidden border-r border-line bg-n-2 md:block", collapsed ? "w-14" : "w-60")} />
      <div className="flex-1">
        <div className="h-12 border-b border-line" />
        {long && <p className="p-6 text-base text-ink-2">The server cannot be reached. Trying again…</p>}
      </div>
    </div>
  );
}
