import { Download, FileText } from "lucide-react";
import { formatBytes } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { toast } from "@/kit/ui/toast";
import { Picture, useContent } from "../files/Picture";
import { contentPath, fetchContent, type FileFacts } from "../files/upload";
import { saveFile } from "../list/export";
import type { DisplayProps } from "../overrides";

/** A file of a record: its picture where it is one, its name and size, and the way to get it. */
export default function FileView({ field, value, record }: DisplayProps) {
  const facts = value as FileFacts;
  const path = record ? contentPath(field.entity, record.id, field.name) : null;
  const picture = useContent(facts.content_type.startsWith("image/") ? path : null, facts.id);
  const get = async () => {
    try {
      if (path) saveFile(await fetchContent(path), facts.name);
    } catch (error) {
      toast.error("Could not get the file", error);
    }
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-3">
      {picture ? (
        <Picture blob={picture} alt={`${field.label}: ${facts.name}`} className="max-h-40 max-w-60 rounded-md border border-line object-contain" />
      ) : (
        <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-sm bg-n-4 text-ink-2">
          <FileText className="size-4" />
        </span>
      )}
      <div className="min-w-0 flex-1 basis-32">
        <p className="truncate">{facts.name}</p>
        <p className="text-ink-2">{formatBytes(facts.size)}</p>
      </div>
      {path && (
        <Button size="sm" variant="ghost" onClick={() => void get()} aria-label={`Download ${facts.name}`}>
          <Download aria-hidden />
        </Button>
      )}
    </div>
  );
}
