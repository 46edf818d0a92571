import { type KeyboardEvent, useState } from "react";
import { Button } from "@/kit/ui/button";
import { Textarea } from "@/kit/ui/input";

/** A question that is said differently, in the place of the question. Part of the page: it takes the keys that are typed at once. */
export function Rewrite({ text, onCancel, onSave }: { text: string; onCancel: () => void; onSave: (text: string) => void }) {
  const [next, setNext] = useState(text);
  const changed = next.trim() !== "" && next.trim() !== text;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (changed) onSave(next.trim());
  };
  return (
    <form
      aria-label="Say it differently"
      className="ml-auto w-full max-w-[580px] space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) onSave(next.trim());
      }}
    >
      <Textarea aria-label="Message" autoFocus rows={3} maxLength={20_000} value={next} onChange={(event) => setNext(event.target.value)} onKeyDown={onKeyDown} className="text-[15px]" />
      <div className="flex items-center justify-end gap-2">
        <p className="mr-auto text-xs text-ink-2">What was said so far stays as another version.</p>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="sm" type="submit" variant="primary" disabled={!changed}>
          Send
        </Button>
      </div>
    </form>
  );
}
