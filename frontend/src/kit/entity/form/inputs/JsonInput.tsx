import { Braces, Check, CircleAlert } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "@/kit/ui/button";
import { Textarea } from "@/kit/ui/input";
import type { FieldInputProps } from "../FieldInput";

/** JSON as text: says at once whether it can be read, and sets it in order on request. A new line keeps the indent. */
export default function JsonInput({ wiring, value, onChange, autoFocus }: FieldInputProps) {
  const text = typeof value === "string" ? value : "";
  const problem = problemOf(text);
  const format = () => onChange(JSON.stringify(JSON.parse(text), null, 2));
  const indent = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    const { selectionStart: at } = event.currentTarget;
    const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
    const depth = /^\s*/.exec(line)?.[0] ?? "";
    event.preventDefault();
    event.currentTarget.setRangeText(`\n${depth}${/[{[]\s*$/.test(line) ? "  " : ""}`, at, event.currentTarget.selectionEnd, "end");
    onChange(event.currentTarget.value);
  };
  return (
    <div className="flex flex-col gap-1">
      <Textarea {...wiring} autoFocus={autoFocus} rows={5} spellCheck={false} autoCapitalize="off" placeholder="{ }" className="max-h-96 font-mono text-sm" value={text} onChange={(event) => onChange(event.target.value)} onKeyDown={indent} />
      {text.trim() !== "" && (
        <div className="flex min-h-7 items-center gap-1.5 text-sm text-ink-2" aria-live="polite">
          {problem ? <CircleAlert className="size-3.5 shrink-0 text-warning-text" aria-hidden /> : <Check className="size-3.5 shrink-0 text-success-text" aria-hidden />}
          <span className="min-w-0 flex-1 break-words">{problem ?? "Valid JSON"}</span>
          <Button size="sm" variant="ghost" disabled={problem !== null} onClick={format}>
            <Braces aria-hidden /> Format
          </Button>
        </div>
      )}
    </div>
  );
}

/** Where a text stops being JSON: "Line 3: …". */
export function problemOf(text: string): string | null {
  if (text.trim() === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? null : "Write an object { … } or a list [ … ]";
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const at = /position (\d+)/.exec(message)?.[1];
    return at ? `Line ${text.slice(0, Number(at)).split("\n").length}: something is missing or too much here` : "Not complete yet";
  }
}
