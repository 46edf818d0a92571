import { Bold, Code, Italic, Link2, List, Quote } from "lucide-react";
import { type KeyboardEvent, Suspense, useRef, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { IconButton } from "@/kit/ui/icon-button";
import { Textarea } from "@/kit/ui/input";
import { LongText } from "../../value/LongText";
import type { FieldInputProps } from "../FieldInput";
import { LinesInput } from "./plain";

const marks = [
  { name: "Make bold", icon: Bold, before: "**", after: "**", key: "b" },
  { name: "Make italic", icon: Italic, before: "_", after: "_", key: "i" },
  { name: "Insert link", icon: Link2, before: "[", after: "](https://)", key: "k" },
  { name: "Make a list", icon: List, before: "- ", after: "", line: true },
  { name: "Make a quote", icon: Quote, before: "> ", after: "", line: true },
  { name: "Mark as code", icon: Code, before: "`", after: "`" },
] as const;

type Mark = (typeof marks)[number];

/** Formatted text: written as Markdown, looked at as it will be read. */
export default function MarkdownInput(props: FieldInputProps) {
  const { field, wiring, value, onChange, autoFocus } = props;
  const text = typeof value === "string" ? value : "";
  const [preview, setPreview] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const put = (mark: Mark) => {
    const element = area.current;
    if (!element) return;
    const { selectionStart: from, selectionEnd: to } = element;
    const marked = "line" in mark ? linesMarked(text.slice(from, to), mark.before) : `${mark.before}${text.slice(from, to)}${mark.after}`;
    element.setRangeText(marked, from, to, "end");
    if (from === to) element.setSelectionRange(from + mark.before.length, from + mark.before.length);
    onChange(element.value);
    element.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mark = (event.metaKey || event.ctrlKey) && marks.find((one) => "key" in one && one.key === event.key);
    if (!mark) return;
    event.preventDefault();
    event.stopPropagation();
    put(mark);
  };
  if (field.sensitive) return <LinesInput {...props} />;
  return (
    <div className={cn("rounded-md border border-control bg-surface focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent", wiring["aria-invalid"] && "border-danger")}>
      <div className="flex h-9 items-center gap-0.5 border-b border-line px-1">
        <Mode on={!preview} name="Write" onPress={() => setPreview(false)} />
        <Mode on={preview} name="Preview" onPress={() => setPreview(true)} />
        {!preview && (
          <div role="group" aria-label="Formatting" className="ml-auto flex">
            {marks.map((mark) => (
              <IconButton key={mark.name} label={mark.name} size="sm" tabIndex={-1} className={cn(!["Make bold", "Insert link", "Make a list"].includes(mark.name) && "max-sm:hidden")} onPointerDown={(event) => event.preventDefault()} onClick={() => put(mark)}>
                <mark.icon aria-hidden />
              </IconButton>
            ))}
          </div>
        )}
      </div>
      {preview ? (
        <div id={wiring.id} className="min-h-24 px-3 py-2 text-sm">
          {text.trim() ? <Suspense fallback={null}><LongText text={text} /></Suspense> : <p className="text-ink-2">Nothing to show yet.</p>}
        </div>
      ) : (
        <Textarea {...wiring} ref={area} autoFocus={autoFocus} rows={4} maxLength={typeof field.max === "number" ? field.max : undefined} className="min-h-24 border-0 outline-none focus-visible:outline-none" value={text} onChange={(event) => onChange(event.target.value)} onKeyDown={onKeyDown} />
      )}
    </div>
  );
}

function linesMarked(text: string, mark: string): string {
  return text.split("\n").map((line) => `${mark}${line}`).join("\n");
}

function Mode({ on, name, onPress }: { on: boolean; name: string; onPress: () => void }) {
  return (
    <button type="button" aria-pressed={on} onClick={onPress} className={cn("h-7 rounded-sm px-2 text-sm pointer-coarse:h-10", on ? "bg-n-4 font-medium" : "text-ink-2 hover:text-ink")}>
      {name}
    </button>
  );
}
