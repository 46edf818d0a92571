import { Paperclip } from "lucide-react";

/** What the person said, and what he attached. */
export function UserMessage({ text, author, attachments }: { text: string; author: string; attachments: { id: string; name: string }[] }) {
  return (
    <article aria-label={`${author} said`} className="flex flex-col items-end gap-1.5">
      <p className="max-w-[min(580px,85%)] rounded-lg bg-n-4 px-3.5 py-2 text-[15px] leading-[1.6] break-words whitespace-pre-wrap">{text}</p>
      {attachments.length > 0 && (
        <ul aria-label="Attachments" className="flex flex-wrap justify-end gap-1.5">
          {attachments.map((file) => (
            <li key={file.id} className="inline-flex h-6 max-w-60 items-center gap-1.5 rounded-full border border-line px-2 text-xs text-ink-2">
              <Paperclip className="size-3.5 shrink-0" aria-hidden />
              <span className="truncate">{file.name}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
