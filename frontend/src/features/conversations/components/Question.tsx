import { Pencil } from "lucide-react";
import { lazy, memo, Suspense } from "react";
import type { Message } from "@/kit/agent/types";
import { UserMessage } from "@/kit/agent/user-message";
import { CopyButton } from "@/kit/ui/copy-button";
import { RelativeTime } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { Skeleton } from "@/kit/ui/states";
import { BranchSwitcher } from "./BranchSwitcher";
import { PinButton } from "./PinButton";
import { Rewrite } from "./Rewrite";

const Pictures = lazy(() => import("./Pictures"));

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
      pictures={
        own && pictures.length > 0 ? (
          <Suspense fallback={<Skeleton className="size-32" />}>
            <Pictures conversationId={conversationId} files={pictures} />
          </Suspense>
        ) : undefined
      }
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
