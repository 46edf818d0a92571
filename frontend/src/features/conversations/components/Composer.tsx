import { ArrowUp, Square } from "lucide-react";
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { IconButton } from "@/kit/ui/icon-button";

export interface ComposerProps {
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  /** Given while an answer is being made: Stop stands where Send was. */
  onStop?: () => void;
  busy?: boolean;
  /** Given where files can be pasted or dropped. */
  onFiles?: (files: File[]) => void;
  /** ↑ in an empty field. */
  onEditLast?: () => void;
  placeholder?: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Left of Send: what to attach, whom to ask. */
  tools: ReactNode;
  /** Above the text: attached files. */
  attached?: ReactNode;
}

/** Where one writes to an agent. Enter sends, Shift Enter is a new line, Esc stops the answer. */
export function Composer({ text, onText, onSend, onStop, busy, onFiles, onEditLast, placeholder, field, tools, attached }: ComposerProps) {
  const help = useId();
  const [over, setOver] = useState(false);
  const send = () => {
    if (text.trim() && !onStop && !busy) onSend();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && onStop) onStop();
    if (event.key === "ArrowUp" && text === "" && onEditLast) {
      event.preventDefault();
      onEditLast();
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (!onFiles || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  const onDragOver = (event: DragEvent) => {
    if (!onFiles || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles?.([...event.dataTransfer.files]);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className={cn("rounded-lg border border-control bg-surface focus-within:border-accent focus-within:outline focus-within:outline-accent", over && "border-accent bg-accent-soft")}
    >
      {attached}
      <textarea
        ref={field}
        aria-label="Message"
        aria-describedby={help}
        autoFocus={matchMedia("(pointer: fine)").matches} // on a phone the keyboard would cover the conversation
        dir="auto"
        rows={1}
        maxLength={20_000}
        value={text}
        placeholder={placeholder}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onDragOver={onDragOver}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className="block field-sizing-content max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-[15px] outline-none pointer-coarse:text-lg"
      />
      <div className="flex items-center gap-1 px-2 pb-2">
        {tools}
        <span className="ml-auto" />
        <span id={help} className="pr-1 text-xs text-ink-2 max-sm:sr-only">
          {onStop ? "Esc stops" : "Enter sends, Shift Enter is a new line"}
        </span>
        {onStop ? (
          <IconButton label="Stop" variant="secondary" onClick={onStop}>
            <Square aria-hidden className="fill-current" />
          </IconButton>
        ) : (
          <IconButton label="Send" variant="primary" type="submit" busy={busy} disabled={!text.trim()}>
            <ArrowUp aria-hidden />
          </IconButton>
        )}
      </div>
    </form>
  );
}
