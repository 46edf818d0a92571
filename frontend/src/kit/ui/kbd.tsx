import { cn } from "@/kit/lib/cn";

const mac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
const names: Record<string, string> = { mod: mac ? "⌘" : "Ctrl", shift: "⇧", alt: mac ? "⌥" : "Alt", enter: "↵", escape: "Esc", up: "↑", down: "↓" };

/** Keys as they are on this machine's keyboard; `mod+k` is ⌘ K on a Mac and Ctrl K elsewhere. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-0.5", className)}>
      {keys.split(/[+ ]/).map((key) => (
        <kbd key={key} className="inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line bg-n-2 px-1 font-sans text-xs text-ink-2">
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
