import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/kit/lib/cn";

export interface Tab {
  value: string;
  label: ReactNode;
  /** Shown beside the label. */
  count?: number;
  content: ReactNode;
}

export interface TabsProps {
  tabs: Tab[];
  value: string;
  onChange: (value: string) => void;
  /** What the tabs are about, for a screen reader. */
  label: string;
  className?: string;
}

/** Tabs over parts of one thing. Keep `value` in the address (useUrlState) when the part is worth a link. */
export function Tabs({ tabs, value, onChange, label, className }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className={className}>
      <Radix.List aria-label={label} className="flex gap-4 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium text-ink-2 outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <span className="rounded-full bg-n-4 px-1.5 text-xs text-ink-2 tabular-nums">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className={cn("pt-4")}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
