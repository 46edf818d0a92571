import { Pencil } from "lucide-react";
import { type KeyboardEvent, memo, useState } from "react";
import type { Message } from "@/kit/agent/types";
import { UserMessage } from "@/kit/agent/user-message";
import { Button } from "@/kit/ui/button";
import { CopyButton } from "@/kit/ui/copy-button";
import { RelativeTime } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { Textarea } from "@/kit/ui/input";
import { BranchSwitcher } from "./BranchSwitcher";
import { Pictures } from "./Pictures";
import { PinButton } from "./PinButton";

export interface QuestionProps {
  conversationId: string;
  message: Message;
  author: string;
  own: boolean;
  /** Says it differently: a branch begins. Not given while an answer is being made. */
  onEdit?: (message: Message, text: string) => void;
  editing: boolean;
  onEditing: (id: string | null) => void;
}

/** What the person said; it can be said differently. */
export const Question = memo(function Question({ conversationId, message, author, own, onEdit, editing, onEditing }: QuestionProps) {
  if (editing && onEdit)
    return (
      <Rewrite
        text={message.content}
        onCancel={() => onEditing(null)}
        onSave={(text) => {
          onEditing(null);
          onEdit(message, text);
        }}
      />
    );
  const pictures = message.attachments.filter((file) => file.media_type?.startsWith("image/"));
  return (
    <UserMessage
      id={message.id}
      text={message.content}
      author={author}
      attachments={message.attachments}
      pictures={own && pictures.length > 0 ? <Pictures conversationId={conversationId} files={pictures} /> : undefined}
      actions={
        own && (
          <div className="-mt-1 -mr-1.5 flex h-0 items-start opacity-0 pointer-coarse:h-auto group-focus-within/message:opacity-100 group-hover/message:opacity-100 has-[[aria-pressed=true],[role=group]]:opacity-100 pointer-coarse:opacity-100">
            <RelativeTime value={message.created_at} className="pr-1 text-xs leading-7 text-ink-2 pointer-coarse:leading-10" />
            <CopyButton text={message.content} what="message" />
            <PinButton conversationId={conversationId} message={message} />
            {onEdit && (
              <IconButton label="Edit" size="sm" onClick={() => onEditing(message.id)}>
                <Pencil aria-hidden />
              </IconButton>
            )}
            <BranchSwitcher conversationId={conversationId} message={message} />
          </div>
        )
      }
    />
  );
});

function Rewrite({ text, onCancel, onSave }: { text: string; onCancel: () => void; onSave: (text: string) => void }) {
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
