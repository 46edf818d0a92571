import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/kit/lib/cn";

export interface CardProps extends Omit<ComponentProps<"section">, "title"> {
  title?: ReactNode;
  description?: ReactNode;
  /** Buttons at the end of the title line. */
  actions?: ReactNode;
  /** Without padding, for a table or a list that brings its own. */
  flush?: boolean;
}

/** A bounded part of a page, with its own title. */
export function Card({ title, description, actions, flush, className, children, ...props }: CardProps) {
  return (
    <section className={cn("min-w-0 rounded-lg border border-line bg-surface", className)} {...props}>
      {(title || actions) && (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-2 px-4 pt-3 pb-1 sm:flex-nowrap">
          <div className="min-w-0 flex-1 basis-56">
            <h2 className="truncate text-base font-semibold">{title}</h2>
            {description && <p className="text-sm text-ink-2">{description}</p>}
          </div>
          {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={cn(!flush && "p-4", !flush && (title || actions) && "pt-2")}>{children}</div>
    </section>
  );
}
