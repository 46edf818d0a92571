import type { AttachedFile } from "@/kit/agent/types";
import { Picture, useContent } from "@/kit/entity/files/Picture";
import { Skeleton } from "@/kit/ui/states";

/** Pictures that came with a question, small. */
export default function Pictures({ conversationId, files }: { conversationId: string; files: AttachedFile[] }) {
  return (
    <ul aria-label="Pictures" className="flex flex-wrap justify-end gap-2">
      {files.map((file) => (
        <li key={file.id}>
          <Small conversationId={conversationId} file={file} />
        </li>
      ))}
    </ul>
  );
}

function Small({ conversationId, file }: { conversationId: string; file: AttachedFile }) {
  const blob = useContent(`/api/v1/conversations/${conversationId}/attachments/${file.id}/content`, file.id);
  if (!blob) return <Skeleton className="size-32" />;
  return <Picture blob={blob} alt={file.name} className="max-h-48 max-w-60 rounded-lg border border-line object-contain" />;
}
