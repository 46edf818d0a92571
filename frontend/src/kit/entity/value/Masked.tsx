import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";

/** Something sensitive: dots, until the person asks to see it. */
export default function Masked({ label, children }: { label: string; children: ReactNode }) {
  const [shown, setShown] = useState(false);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 truncate">{shown ? children : <span aria-label="hidden">••••••</span>}</span>
      <button type="button" aria-label={`${shown ? "Hide" : "Show"} ${label.toLowerCase()}`} aria-pressed={shown} onClick={() => setShown(!shown)} className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-2 hover:bg-active pointer-coarse:size-10">
        {shown ? <EyeOff className="size-3.5" aria-hidden /> : <Eye className="size-3.5" aria-hidden />}
      </button>
    </span>
  );
}
