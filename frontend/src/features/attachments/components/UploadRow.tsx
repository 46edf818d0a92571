import { CircleAlert, X } from "lucide-react";
import { formatBytes } from "@/kit/lib/format";
import { IconButton } from "@/kit/ui/icon-button";
import type { Upload } from "../useUploads";

/** A file on its way, or why it did not arrive. */
export function UploadRow({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const { file, part, problem } = upload;
  return (
    <li className="flex min-h-14 items-center gap-3 px-3 py-2">
      {problem && <CircleAlert className="size-5 shrink-0 text-danger-text" aria-hidden />}
      <div className="min-w-0 flex-1 text-sm">
        <p className="truncate font-medium">{file.name}</p>
        {problem ? (
          <p role="alert" className="text-danger-text">{problem}</p>
        ) : (
          <div className="flex items-center gap-3">
            <div role="progressbar" aria-label={`Sending ${file.name}`} aria-valuenow={Math.round(part * 100)} className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-n-5">
              <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${part * 100}%` }} />
            </div>
            <span className="text-ink-2 tabular-nums">{formatBytes(file.size)}</span>
          </div>
        )}
      </div>
      <IconButton size="sm" label={problem ? `Dismiss ${file.name}` : `Stop sending ${file.name}`} onClick={onCancel}>
        <X aria-hidden />
      </IconButton>
    </li>
  );
}
