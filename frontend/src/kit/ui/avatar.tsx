import { cn } from "@/kit/lib/cn";

/** First letters of the first and last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = (words[0]?.charAt(0) ?? "") + (words.length > 1 ? (words.at(-1)?.charAt(0) ?? "") : "");
  return letters.toUpperCase() || "?";
}

/** A person, organisation or agent as a small sign; decorative, so put the name beside it. */
export function Avatar({ name, size = 24, square = false, className }: { name: string; size?: 20 | 24 | 28 | 32 | 40; square?: boolean; className?: string }) {
  return (
    <span
      aria-hidden
      style={{ width: size, height: size }}
      className={cn("inline-grid shrink-0 place-items-center bg-accent-soft font-semibold text-accent-text", size > 24 ? "text-sm" : "text-xs", square ? "rounded-md" : "rounded-full", className)}
    >
      {initials(name)}
    </span>
  );
}
