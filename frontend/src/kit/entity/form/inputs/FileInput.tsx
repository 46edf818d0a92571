import { FileText, ImageIcon, Upload, X } from "lucide-react";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { cn } from "@/kit/lib/cn";
import { formatBytes } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { Picture, useContent } from "../../files/Picture";
import { contentPath, type FileFacts, uploadFile } from "../../files/upload";
import type { FieldInputProps } from "../FieldInput";
import { uploading } from "../rules";

/** A file or picture: chosen or dropped, sent at once with its progress, looked at, replaced, taken away. */
export default function FileInput({ field, wiring, value, onChange, recordId, autoFocus }: FieldInputProps) {
  const facts = value && value !== uploading ? (value as FileFacts) : null;
  const picker = useRef<HTMLInputElement>(null);
  const { sent, part, problem, start, stop } = useUpload(facts, onChange);
  const [over, setOver] = useState(false);
  const problemId = useId();
  const image = field.kind === "image";
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    start(event.dataTransfer.files[0]);
  };
  const { id, ...aria } = wiring;
  return (
    <div role="presentation" onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop} className={cn("rounded-md border border-control bg-surface p-2", !facts && part === null && "border-dashed", over && "border-accent bg-accent-soft", aria["aria-invalid"] && "border-danger")}>
      <input ref={picker} type="file" tabIndex={-1} aria-hidden className="sr-only" accept={image ? "image/png,image/jpeg,image/gif,image/webp" : undefined} onChange={(event) => (start(event.target.files?.[0]), (event.target.value = ""))} />
      <div className="flex min-w-0 items-center gap-3">
        <Look facts={facts} image={image} sent={sent} path={facts && recordId ? contentPath(field.entity, recordId, field.name) : null} />
        {part === null ? <Facts facts={facts} image={image} /> : <Bar part={part} name={field.label} />}
        {part === null ? (
          <Button id={id} {...aria} aria-describedby={cn(aria["aria-describedby"], problem && problemId) || undefined} size="sm" autoFocus={autoFocus} onClick={() => picker.current?.click()} aria-label={`${facts ? "Replace" : "Choose"} ${field.label.toLowerCase()}`}>
            <Upload aria-hidden /> {facts ? "Replace" : "Choose"}
          </Button>
        ) : (
          <Button size="sm" onClick={stop}>Stop</Button>
        )}
        {facts && part === null && (
          <IconButton label={`Remove ${field.label.toLowerCase()}`} size="sm" onClick={() => onChange(null)}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {problem && <p id={problemId} role="alert" className="pt-1.5 text-sm text-danger-text">{problem}</p>}
    </div>
  );
}

/** One upload at a time; until it has ended the form holds `uploading`, which cannot be saved. */
function useUpload(facts: FileFacts | null, onChange: (value: unknown) => void) {
  const [sent, setSent] = useState<File | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stopper = useRef<AbortController>(null);
  useEffect(() => () => stopper.current?.abort(), []);
  const start = async (file: File | undefined) => {
    if (!file) return;
    stopper.current?.abort();
    const { signal } = (stopper.current = new AbortController());
    setProblem(null);
    setPart(0);
    onChange(uploading);
    try {
      const made = await uploadFile({ file, onProgress: setPart, signal });
      setSent(file);
      onChange(made);
    } catch (error) {
      onChange(facts);
      if (!signal.aborted) setProblem(messageOf(error));
    } finally {
      if (stopper.current?.signal === signal) setPart(null);
    }
  };
  return { sent: facts ? sent : null, part, problem, start: (file: File | undefined) => void start(file), stop: () => stopper.current?.abort() };
}

/** A small picture of it, or a sign for its kind. */
function Look({ facts, image, sent, path }: { facts: FileFacts | null; image: boolean; sent: File | null; path: string | null }) {
  const shown = facts?.content_type.startsWith("image/") ?? false;
  const stored = useContent(shown && !sent ? path : null, facts?.id ?? "");
  const Icon = image ? ImageIcon : FileText;
  const blob = shown ? (sent ?? stored) : undefined;
  if (blob) return <Picture blob={blob} alt="" className="size-12 shrink-0 rounded-sm border border-line object-cover" />;
  return (
    <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-sm bg-n-4 text-ink-2">
      <Icon className="size-4" />
    </span>
  );
}

function Facts({ facts, image }: { facts: FileFacts | null; image: boolean }) {
  if (!facts) return <p className="min-w-0 flex-1 text-sm text-ink-2">Drop {image ? "a picture" : "a file"} here</p>;
  return (
    <p className="min-w-0 flex-1 text-sm">
      <span className="block truncate font-medium">{facts.name}</span>
      <span className="text-ink-2">{formatBytes(facts.size)}</span>
    </p>
  );
}

function Bar({ part, name }: { part: number; name: string }) {
  return (
    <div role="progressbar" aria-label={`Sending ${name.toLowerCase()}`} aria-valuenow={Math.round(part * 100)} className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-n-5">
      <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${part * 100}%` }} />
    </div>
  );
}
