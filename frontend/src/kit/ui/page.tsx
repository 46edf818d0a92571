import type { ReactNode } from "react";
import { cn } from "@/kit/lib/cn";

export interface PageProps {
  title: ReactNode;
  /** Beside the title: a status pill, a count. */
  beside?: ReactNode;
  description?: ReactNode;
  /** Buttons, the primary one last. */
  actions?: ReactNode;
  /** Reading width instead of full width (forms, settings). */
  narrow?: boolean;
  /** Fills the height of the window; the content scrolls inside (lists, chat). */
  fill?: boolean;
  className?: string;
  children: ReactNode;
}

/** The frame of a screen: its one title (h1), its acts, its content. */
export function Page({ title, beside, description, actions, narrow, fill, className, children }: PageProps) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-4 p-4 md:px-6", narrow && "mx-auto w-full max-w-[688px]", fill && "h-full min-h-0", className)}>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className={cn("min-w-0 flex-1 basis-60", fill && "max-md:basis-32")}>
          <div className="flex min-w-0 items-center gap-2">
            <h1 className="text-xl font-semibold tracking-[-0.01em] max-sm:line-clamp-2 max-sm:break-words sm:truncate">{title}</h1>
            {beside}
          </div>
          {description && <p className="text-sm text-ink-2">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
