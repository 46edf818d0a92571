/** Typed calls for routes whose path is only known at run time, such as those of any entity. */
import { client } from "./generated/client.gen";

type Scalar = string | number | boolean;

export interface RequestOptions {
  /** Search parameters; a list repeats the parameter, undefined and null are left out. */
  query?: Record<string, Scalar | Scalar[] | null | undefined> | URLSearchParams;
  /** Sent as JSON; FormData is sent as multipart. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** `path` is below /api/v1: `apiRequest<Invoice>("GET", "/invoices/123")`. Throws ApiError. */
export async function apiRequest<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const { data } = await apiRequestWithHeaders<T>(method, path, options);
  return data;
}

/** The same, with the headers of the answer (`ETag`, `Location`). */
export async function apiRequestWithHeaders<T>(method: Method, path: string, options: RequestOptions = {}): Promise<{ data: T; headers: Headers }> {
  const { query, body, headers, signal } = options;
  const json = body !== undefined && !(body instanceof FormData);
  const result = await client.request<T, unknown, true, "fields">({
    method,
    url: `/api/v1${path}${search(query)}`,
    body: json ? JSON.stringify(body) : body,
    bodySerializer: null,
    headers: { "Content-Type": json ? "application/json" : null, ...headers }, // null: the browser names it (multipart)
    signal,
    responseStyle: "fields",
    throwOnError: true,
  });
  return { data: result.data as T, headers: result.response.headers };
}

/** A key that no other request has. (`crypto.randomUUID` does not exist on plain http in a local network.) */
export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** A header that makes a POST safe to repeat: the server answers the first result again for 24 h. */
export function idempotent(key: string = newKey()): Record<"Idempotency-Key", string> {
  return { "Idempotency-Key": key };
}

function search(query: RequestOptions["query"]): string {
  if (!query) return "";
  const params = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (!(query instanceof URLSearchParams))
    for (const [name, value] of Object.entries(query))
      for (const one of Array.isArray(value) ? value : [value]) if (one !== null && one !== undefined) params.append(name, String(one));
  const text = params.toString();
  return text && `?${text}`;
}
