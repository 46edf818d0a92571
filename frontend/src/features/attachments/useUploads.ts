/** Files on their way to a record: one after the other, each with its progress, each can be stopped. */
import { useEffect, useRef, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { newKey } from "@/kit/api/request";
import { uploadFile } from "@/kit/entity/files/upload";
import { attachFile, type Place } from "./api";

export interface Upload {
  key: string;
  file: File;
  /** 0 … 1. */
  part: number;
  /** Why it did not arrive. */
  problem: string | null;
  stop: AbortController;
}

export function useUploads({ record_type, record_id }: Place) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const queue = useRef(Promise.resolve());
  const going = useRef(new Set<AbortController>());
  const change = (key: string, values: Partial<Upload>) => setUploads((now) => now.map((one) => (one.key === key ? { ...one, ...values } : one)));
  const drop = (key: string) => setUploads((now) => now.filter((one) => one.key !== key));
  useEffect(() => {
    const started = going.current;
    return () => started.forEach((stop) => stop.abort()); // whoever leaves the record leaves what was not sent
  }, []);
  const send = async ({ key, file, stop }: Upload) => {
    if (stop.signal.aborted) return;
    try {
      const { id } = await uploadFile({ file, signal: stop.signal, onProgress: (part) => change(key, { part }) });
      await attachFile({ record_type, record_id }, id);
      drop(key);
    } catch (error) {
      if (!stop.signal.aborted) change(key, { problem: messageOf(error) });
    } finally {
      going.current.delete(stop);
    }
  };
  const add = (files: Iterable<File>) => {
    const fresh = Array.from(files, (file): Upload => ({ key: newKey(), file, part: 0, problem: null, stop: new AbortController() }));
    setUploads((now) => [...now, ...fresh]);
    for (const upload of fresh) {
      going.current.add(upload.stop);
      queue.current = queue.current.then(() => send(upload));
    }
  };
  const cancel = (upload: Upload) => {
    upload.stop.abort();
    drop(upload.key);
  };
  return { uploads, add, cancel };
}
