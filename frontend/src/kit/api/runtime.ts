/** How every request of the generated client goes out: bearer token, renewal on 401, every failure an ApiError. */
import { ApiError, errorOf } from "./errors";
import type { CreateClientConfig } from "./generated/client.gen";
import { freshToken, heldToken, renewToken } from "./token";

/** Read by the generated client when it is made. */
export const createClientConfig: CreateClientConfig = (config) => ({ ...config, baseUrl: "", throwOnError: true, fetch: apiFetch });

/**
 * `fetch` with the caller's token. A 401 renews the token once and repeats the request, and waits for the person when
 * he has to sign in again, so nothing typed is lost. Requests about the session itself (`X-Session`) are never repeated.
 * Throws ApiError for every answer that is not a success, and for no answer (status 0); an abort stays an AbortError.
 */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const own = request.headers.has("X-Session");
  const again = request.clone();
  const token = own ? heldToken() : await freshToken();
  let response = await send(request, token);
  if (response.status === 401 && token && !own && (await renewToken(token))) response = await send(again, await freshToken());
  if (!response.ok) throw errorOf(response, await bodyOf(response));
  return response;
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  try {
    return await fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, { title: "No connection" });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
