import { FileSpreadsheet, FileText, Image, Paperclip, X } from "lucide-react";
import { useRef } from "react";
import { formatBytes } from "@/kit/lib/format";
import { IconButton } from "@/kit/ui/icon-button";
import type { Attachment } from "../api";

const taken = ".csv,.tsv,.txt,.md,.log,.json,.xml,.yaml,.yml,.eml,.sql,.pdf,.png,.jpg,.jpeg,.webp,.gif";

function iconOf(file: Attachment) {
  if (file.media_type.startsWith("image/")) return Image;
  return file.media_type === "text/csv" || file.media_type === "text/tab-separated-values" ? FileSpreadsheet : FileText;
}

/** Picks files to attach. */
export function AttachButton({ onFiles, busy }: { onFiles: (files: File[]) => void; busy: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label="Attach a file" size="sm" busy={busy} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        accept={taken}
        aria-label="Attach a file"
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
          <Icon file={file} />
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

function Icon({ file }: { file: Attachment }) {
  const Sign = iconOf(file);
  return <Sign className="size-4 shrink-0 text-ink-2" aria-hidden />;
}
