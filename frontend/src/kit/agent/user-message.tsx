import { Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import type { AttachedFile } from "./types";

export interface UserMessageProps {
  id?: string;
  text: string;
  author: string;
  attachments: AttachedFile[];
  /** Pictures that came with it, where they can be shown. */
  pictures?: ReactNode;
  /** What can be done with it, under it. */
  actions?: ReactNode;
}

/** What the person said, and what he attached. */
export function UserMessage({ id, text, author, attachments, pictures, actions }: UserMessageProps) {
  const files = pictures ? attachments.filter((file) => !file.media_type?.startsWith("image/")) : attachments;
  return (
    <article aria-label={`${author} said`} data-message={id} tabIndex={-1} className="group/message flex flex-col items-end gap-1.5 outline-offset-8">
      <h2 className="sr-only">{author}</h2>
      {pictures}
      <p dir="auto" className="max-w-[min(580px,85%)] rounded-lg bg-n-4 px-3.5 py-2 text-[15px] leading-[1.6] break-words whitespace-pre-wrap">{text}</p>
      {files.length > 0 && (
        <ul aria-label="Attachments" className="flex flex-wrap justify-end gap-1.5">
          {files.map((file) => (
            <li key={file.id} className="inline-flex h-6 max-w-60 items-center gap-1.5 rounded-full border border-line px-2 text-xs text-ink-2">
              <Paperclip className="size-3.5 shrink-0" aria-hidden />
              <span className="truncate">{file.name}</span>
            </li>
          ))}
        </ul>
      )}
      {actions}
    </article>
  );
}
