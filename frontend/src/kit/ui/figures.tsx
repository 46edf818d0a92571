import { type ComponentProps, useEffect, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { formatDate, formatDateTime, formatMoney, formatNumber, formatRelative, type Money as MoneyValue } from "@/kit/lib/format";
import { Tooltip } from "./tooltip";

/** What is shown where there is no value: a dash that a screen reader calls "none". */
export function Nothing() {
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">none</span>
    </span>
  );
}

/** Money with its currency, tabular. Right-align it where it stands in a column. */
export function Money({ value, className }: { value: MoneyValue | null | undefined; className?: string }) {
  if (!value) return <Nothing />;
  return <span className={cn("whitespace-nowrap tabular-nums", className)}>{formatMoney(value)}</span>;
}

/** A number or decimal string by locale, tabular. */
export function NumberText({ value, options, className }: { value: number | string | null | undefined; options?: Intl.NumberFormatOptions; className?: string }) {
  if (value === null || value === undefined || value === "") return <Nothing />;
  return <span className={cn("tabular-nums", className)}>{formatNumber(value, options)}</span>;
}

/** A calendar date by locale. */
export function DateText({ value, className }: { value: string | null | undefined; className?: string }) {
  if (!value) return <Nothing />;
  return (
    <time dateTime={value} className={cn("whitespace-nowrap tabular-nums", className)}>
      {formatDate(value)}
    </time>
  );
}

export interface RelativeTimeProps extends Omit<ComponentProps<"time">, "dateTime" | "children"> {
  value: string | null | undefined;
}

/** "3 minutes ago", kept up to date; the absolute time is in the tooltip. */
export function RelativeTime({ value, className, ...props }: RelativeTimeProps) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (!value) return <Nothing />;
  return (
    <Tooltip content={formatDateTime(value)}>
      <time dateTime={value} className={cn("whitespace-nowrap", className)} {...props}>
        {formatRelative(value)}
      </time>
    </Tooltip>
  );
}
