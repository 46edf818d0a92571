import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "@/kit/lib/cn";
import { Tooltip } from "./tooltip";

/** A long id as its last eight characters; a press copies all of it. */
export function CopyId({ id, what = "id", className }: { id: string; what?: string; className?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  const Icon = copied ? Check : Copy;
  return (
    <Tooltip content={copied ? "Copied" : id}>
      <button type="button" aria-label={`Copy ${what} ${id}`} onClick={() => void copy()} className={cn("inline-flex h-6 items-center gap-1 rounded-sm px-1 font-mono text-xs text-ink-2 hover:bg-hover hover:text-ink", className)}>
        {id.length > 12 ? `…${id.slice(-8)}` : id}
        <Icon className="size-3" aria-hidden />
      </button>
    </Tooltip>
  );
}
