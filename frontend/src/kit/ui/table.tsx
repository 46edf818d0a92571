import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/kit/lib/cn";

/**
 * The scrolling frame and the table in it: 36 px rows, a header that stays, figures right-aligned and tabular.
 * Name it with `label`; the frame can be scrolled by keyboard.
 */
export function Table({ label, className, frameClassName, children, ...props }: ComponentProps<"table"> & { label: string; frameClassName?: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div role="region" aria-label={label} tabIndex={0} className={cn("relative overflow-auto rounded-lg border border-line bg-surface outline-offset-[-2px]", frameClassName)}>
      <table aria-label={label} className={cn("w-full border-separate border-spacing-0 text-sm", className)} {...props}>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return <thead>{children}</thead>;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("group/row h-9 hover:bg-n-2 data-[selected=true]:bg-accent-soft data-[active=true]:bg-n-3", className)} {...props} />;
}

export interface HeadCellProps extends Omit<ComponentProps<"th">, "align"> {
  /** Figures are aligned to the end, header and cells alike. */
  align?: "start" | "end";
  /** Given for a column that can be sorted: how it is sorted now. */
  sort?: "ascending" | "descending" | "none";
  onSort?: () => void;
  /** Stays in view when the table scrolls sideways. */
  pinned?: boolean;
}

export function HeadCell({ align = "start", sort, onSort, pinned, className, children, ...props }: HeadCellProps) {
  const Icon = sort === "ascending" ? ArrowUp : sort === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={cn(
        "sticky top-0 z-10 h-9 border-b border-line bg-n-2 px-3 text-xs font-medium whitespace-nowrap text-ink-2",
        align === "end" ? "text-right" : "text-left",
        pinned && "left-0 z-20",
        className,
      )}
      {...props}
    >
      {onSort ? (
        <button type="button" onClick={onSort} className={cn("-mx-1.5 inline-flex h-7 items-center gap-1 rounded-sm px-1.5 hover:bg-active hover:text-ink", align === "end" && "flex-row-reverse", sort !== "none" && sort && "text-ink")}>
          {children}
          <Icon className={cn("size-3.5", (!sort || sort === "none") && "text-ink-3")} aria-hidden />
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export interface CellProps extends Omit<ComponentProps<"td">, "align"> {
  align?: "start" | "end";
  pinned?: boolean;
}

export function Cell({ align = "start", pinned, className, ...props }: CellProps) {
  return (
    <td
      className={cn(
        "h-9 max-w-96 truncate border-b border-line px-3 group-last/row:border-b-0",
        align === "end" ? "text-right tabular-nums" : "text-left",
        pinned && "sticky left-0 z-[5] bg-surface group-hover/row:bg-n-2 group-data-[active=true]/row:bg-n-3 group-data-[selected=true]/row:bg-accent-soft",
        className,
      )}
      {...props}
    />
  );
}
