import { cn } from "@/kit/lib/cn";
import { useStored } from "@/kit/lib/stored";

/** The lines of the shell, in place before its content is known, so that nothing shifts. */
export function ShellOutline() {
  const [collapsed] = useStored("sidebar.collapsed", false);
  return (
    <div role="status" aria-label="Loading" className="flex h-dvh">
      <div className={cn("hidden border-r border-line bg-n-2 md:block", collapsed ? "w-14" : "w-60")} />
      <div className="h-12 flex-1 border-b border-line" />
    </div>
  );
}
