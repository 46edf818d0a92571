import { Download, FileArchive, FileAudio, FileImage, FileSpreadsheet, FileText, FileVideo, Trash2 } from "lucide-react";
import { Picture, useContent } from "@/kit/entity/files/Picture";
import { fetchContent } from "@/kit/entity/files/upload";
import { saveFile } from "@/kit/entity/list/export";
import { formatBytes } from "@/kit/lib/format";
import { RelativeTime } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { toast } from "@/kit/ui/toast";
import { type Attachment, contentOf } from "../api";

/** Pictures up to this many bytes are shown small. */
const mostShown = 8 * 1024 * 1024;
const shown = /^image\/(png|jpeg|gif|webp|avif)$/;

/** A file: what it is, from whom, and the way to get it or take it off. */
export function AttachmentRow({ attachment, onRemove }: { attachment: Attachment; onRemove?: () => void }) {
  const { name, size, created_by_name, created_at } = attachment;
  const get = async () => {
    try {
      saveFile(await fetchContent(contentOf(attachment)), name);
    } catch (error) {
      toast.error("Could not get the file", error);
    }
  };
  return (
    <li className="flex min-h-14 items-center gap-3 px-3 py-2">
      <Look attachment={attachment} />
      <div className="min-w-0 flex-1 text-sm">
        <button type="button" className="block max-w-full truncate rounded-sm text-left font-medium underline-offset-4 hover:underline" onClick={() => void get()}>
          {name}
        </button>
        <p className="truncate text-ink-2">
          <span className="tabular-nums">{formatBytes(size)}</span> · {created_by_name ?? "Somebody who left"} · <RelativeTime value={created_at} />
        </p>
      </div>
      <IconButton size="sm" label={`Download ${name}`} onClick={() => void get()}>
        <Download aria-hidden />
      </IconButton>
      {onRemove && (
        <IconButton size="sm" label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

function Look({ attachment }: { attachment: Attachment }) {
  const pictured = shown.test(attachment.content_type) && attachment.size <= mostShown;
  const blob = useContent(pictured ? contentOf(attachment) : null, attachment.file_id);
  if (blob) return <Picture blob={blob} alt="" className="size-10 shrink-0 rounded-sm border border-line object-cover" />;
  const Icon = iconFor(attachment.content_type);
  return (
    <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-sm bg-n-4 text-ink-2">
      <Icon className="size-5" />
    </span>
  );
}

function iconFor(type: string) {
  if (type.startsWith("image/")) return FileImage;
  if (type.startsWith("audio/")) return FileAudio;
  if (type.startsWith("video/")) return FileVideo;
  if (/csv|excel|spreadsheet|tab-separated/.test(type)) return FileSpreadsheet;
  return /zip|gzip|compressed/.test(type) ? FileArchive : FileText;
}
