import { type LucideIcon, Inbox, SearchX, TriangleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useState } from "react";
import { ApiError, messageOf } from "@/kit/api/errors";
import { cn } from "@/kit/lib/cn";
import { Button } from "./button";
import { CopyId } from "./copy-id";

export interface EmptyProps {
  icon?: LucideIcon;
  /** One sentence. */
  title: string;
  children?: ReactNode;
  /** One action, and perhaps one link. */
  action?: ReactNode;
  /** "h1" where this is the whole screen. */
  heading?: "h1" | "p";
  className?: string;
}

/** Nothing here yet: one sentence and one way on. */
export function Empty({ icon: Icon = Inbox, title, children, action, heading: Heading = "p", className }: EmptyProps) {
  return (
    <div className={cn("flex flex-col items-center justify-center gap-2 px-6 py-12 text-center", className)}>
      <Icon className="size-6 text-ink-3" aria-hidden />
      <Heading className="text-base font-medium">{title}</Heading>
      {children && <div className="max-w-md text-sm text-ink-2">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap items-center justify-center gap-2">{action}</div>}
    </div>
  );
}

/** Nothing matches the filters. */
export function NoMatch({ onClear, what = "records" }: { onClear: () => void; what?: string }) {
  return <Empty icon={SearchX} title={`No ${what} match these filters`} action={<Button onClick={onClear}>Clear filters</Button>} />;
}

export interface ErrorStateProps {
  error: unknown;
  /** What was being done: "load the invoices". */
  doing?: string;
  onRetry?: () => void;
  className?: string;
}

/** What happened, the request id to quote, and a way to try again. */
export function ErrorState({ error, doing, onRetry, className }: ErrorStateProps) {
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <div role="alert" className={cn("flex flex-col items-center justify-center gap-2 px-6 py-12 text-center", className)}>
      <TriangleAlert className="size-6 text-danger-text" aria-hidden />
      <p className="text-base font-medium">{doing ? `Could not ${doing}` : "Something went wrong"}</p>
      <p className="max-w-md text-sm text-ink-2">{messageOf(error)}</p>
      {requestId && (
        <p className="flex items-center gap-1 text-xs text-ink-2">
          Request <CopyId id={requestId} what="request id" />
        </p>
      )}
      {onRetry && (
        <Button className="mt-2" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** A grey shape of the final size; give it width and height by class. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-n-4", className)} {...props} />;
}

/** True once `waiting` has lasted 200 ms: skeletons are not flashed for fast answers. */
export function useSlow(waiting: boolean, after = 200): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), after);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting, after]);
  return slow;
}

/** Rows of the final height while a list loads; says so to a screen reader. */
export function SkeletonRows({ rows = 10, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-9 items-center gap-4 border-b border-line px-3">
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-1/3" />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
