/** Files of records: sent ahead of the record, with progress; their content comes from the record that holds them. */
import { ApiError, errorOf } from "@/kit/api/errors";
import { apiFetch } from "@/kit/api/runtime";
import { freshToken, renewToken } from "@/kit/api/token";

/** A file as records hold it. */
export interface FileFacts {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  content_type: string;
}

export interface Sending {
  file: File;
  /** Called with 0 … 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** Sends a file; a record takes it by naming it. Throws ApiError, or an AbortError when it was stopped. */
export async function uploadFile(sending: Sending): Promise<FileFacts> {
  const token = await freshToken();
  try {
    return await send(sending, token);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && (await renewToken(token))) return send(sending, await freshToken());
    throw error;
  }
}

/** `fetch` does not tell how much has been sent, so this is the older way. */
function send({ file, onProgress, signal }: Sending, token: string | null): Promise<FileFacts> {
  const body = new FormData();
  body.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/files");
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as FileFacts);
      else reject(errorOf(new Response(null, { status: request.status }), request.response));
    });
    request.addEventListener("error", () => reject(new ApiError(0, { title: "No connection" })));
    request.addEventListener("abort", () => reject(new DOMException("Stopped", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

/** Where the content of a record's file is. */
export const contentPath = (entity: string, id: string, field: string) => `/api/v1/${entity}/${id}/files/${field}`;

/** The content, with the caller's token. */
export async function fetchContent(path: string, signal?: AbortSignal): Promise<Blob> {
  return (await apiFetch(path, { signal })).blob();
}
