import { FileSpreadsheet, Paperclip, X } from "lucide-react";
import { useRef } from "react";
import { formatBytes } from "@/kit/lib/format";
import { IconButton } from "@/kit/ui/icon-button";
import type { Attachment } from "../api";

/** Picks files to attach. */
export function AttachButton({ onFiles, busy }: { onFiles: (files: File[]) => void; busy: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label="Attach a CSV file" size="sm" busy={busy} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        accept=".csv,.tsv,.txt,text/csv"
        aria-label="Attach a CSV file"
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // the same file can be picked again
        }}
      />
    </>
  );
}

/** What goes with the next message. */
export function AttachedFiles({ files, onRemove }: { files: Attachment[]; onRemove: (file: Attachment) => void }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-2 px-3 pt-3">
      {files.map((file) => (
        <li key={file.id} className="flex max-w-full items-center gap-2 rounded-md border border-line bg-n-2 py-0.5 pr-0.5 pl-2 text-sm">
          <FileSpreadsheet className="size-4 shrink-0 text-ink-2" aria-hidden />
          <span className="truncate">{file.name}</span>
          <span className="shrink-0 text-xs text-ink-2">{formatBytes(file.size)}</span>
          <IconButton label={`Remove ${file.name}`} size="sm" onClick={() => onRemove(file)}>
            <X aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
