import { Skeleton, useSlow } from "@/kit/ui/states";

/** The editor before its agent is there: the form and the bench, in the places that they will take. */
export function EditorSkeleton() {
  const slow = useSlow(true);
  if (!slow) return null;
  return (
    <div role="status" aria-label="Loading the agent" className="grid min-w-0 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
      <div className="flex flex-col gap-4">
        <Skeleton className="h-[520px] rounded-lg" />
        <Skeleton className="h-80 rounded-lg" />
      </div>
      <Skeleton className="h-64 rounded-lg" />
    </div>
  );
}
