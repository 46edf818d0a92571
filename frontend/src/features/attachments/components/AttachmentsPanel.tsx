import { useInfiniteQuery } from "@tanstack/react-query";
import { Paperclip, Upload as UploadIcon } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import type { RecordPartProps } from "@/kit/entity/detail/parts";
import { cn } from "@/kit/lib/cn";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Empty, ErrorState, Skeleton, useSlow } from "@/kit/ui/states";
import { type Attachment, attachmentsQuery, detachFile } from "../api";
import { useUploads } from "../useUploads";
import { AttachmentRow } from "./AttachmentRow";
import { UploadRow } from "./UploadRow";

/** Files on a record: dropped anywhere on the panel or chosen, with their progress; looked at, fetched, taken off. */
export default function AttachmentsPanel({ entity, record }: RecordPartProps) {
  const of = { record_type: entity.name, record_id: record.id };
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(attachmentsQuery(of));
  const slow = useSlow(isPending);
  const may = useCan("files:write") && entity.permissions.write;
  const { uploads, add, cancel } = useUploads(of);
  const [removing, setRemoving] = useState<Attachment | null>(null);
  if (error && !data) return <ErrorState error={error} doing="load the attachments" onRetry={() => void refetch()} />;
  const files = data?.pages.flatMap((page) => page.items);
  const none = files?.length === 0 && uploads.length === 0;
  return (
    <DropZone enabled={may} onDrop={add}>
      {may && files && !none && <Picker onPick={add} />}
      {isPending && <div className="flex flex-col gap-2">{slow && [0, 1, 2].map((row) => <Skeleton key={row} className="h-12" />)}</div>}
      {none && (
        <Empty icon={Paperclip} title="No files yet" className="rounded-lg border border-dashed border-control py-8" action={may && <Picker onPick={add} />}>
          {may ? "Drop files here, or choose them." : "Your role can not add files here."}
        </Empty>
      )}
      {!none && files && (
        <ul aria-label="Attachments" className="divide-y divide-line rounded-lg border border-line bg-surface">
          {uploads.map((upload) => <UploadRow key={upload.key} upload={upload} onCancel={() => cancel(upload)} />)}
          {files.map((file) => <AttachmentRow key={file.id} attachment={file} onRemove={may ? () => setRemoving(file) : undefined} />)}
        </ul>
      )}
      {hasNextPage && <Button size="sm" className="self-start" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>Older files</Button>}
      {removing && (
        <ConfirmDialog open onOpenChange={() => setRemoving(null)} title="Remove this file?" confirmLabel="Remove file" onConfirm={() => detachFile(removing)}>
          <b className="font-medium text-ink">{removing.name}</b> is deleted for everybody. This can not be undone.
        </ConfirmDialog>
      )}
    </DropZone>
  );
}

interface DropZoneProps {
  enabled: boolean;
  onDrop: (files: File[]) => void;
  children: ReactNode;
}

/** Takes files that are dropped on it, and shows that it will. */
function DropZone({ enabled, onDrop, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent, next: boolean) => {
    if (!enabled || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(next);
  };
  const drop = (event: DragEvent) => {
    drag(event, false);
    if (enabled) onDrop([...event.dataTransfer.files]);
  };
  return (
    <div role="presentation" onDragOver={(event) => drag(event, true)} onDragLeave={(event) => drag(event, false)} onDrop={drop} className={cn("flex flex-col gap-3 rounded-lg", over && "outline-2 outline-offset-4 outline-accent")}>
      {children}
    </div>
  );
}

function Picker({ onPick }: { onPick: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="flex justify-end">
      <input ref={input} type="file" multiple tabIndex={-1} aria-hidden className="sr-only" onChange={(event) => (onPick([...(event.target.files ?? [])]), (event.target.value = ""))} />
      <Button size="sm" onClick={() => input.current?.click()}>
        <UploadIcon aria-hidden /> Attach files
      </Button>
    </div>
  );
}
