/**
 * The access token, in memory only, and the one way to renew it.
 *
 * The refresh token is in an HttpOnly cookie that this code never sees. Renewal is single flight: across calls of
 * this tab by a shared promise, across tabs by a Web Lock and a BroadcastChannel that hands the new token to the others.
 */
import { errorOf, type Problem } from "./errors";

export interface Grant {
  access_token: string;
  /** Seconds that the access token lives. */
  expires_in: number;
}

interface Held {
  token: string;
  expiresAt: number;
}

type Message = { kind: "token"; held: Held } | { kind: "signed-out" } | { kind: "organization" };

let held: Held | null = null;
let renewing: Promise<boolean> | null = null;
let recover: () => Promise<boolean> = () => Promise.resolve(false);
const listeners = new Set<(message: Message) => void>();
const holders = new Set<(token: string, lives: number) => void>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("groundwork.session");

channel?.addEventListener("message", (event: MessageEvent<Message>) => {
  if (event.data.kind === "token") hold(event.data.held);
  if (event.data.kind === "signed-out") held = null;
  for (const listener of listeners) listener(event.data);
});

/** Called when another tab got a token, signed out or switched organisation. Returns the way to stop listening. */
export function onOtherTab(listener: (message: Message) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the other tabs. */
export function tellOtherTabs(message: Exclude<Message, { kind: "token" }>): void {
  channel?.postMessage(message);
}

/** What to do when the session is over: ask the person to sign in again; true when he has. */
export function onSessionLost(handler: () => Promise<boolean>): void {
  recover = handler;
}

export function holdToken(grant: Grant): void {
  const next = { token: grant.access_token, expiresAt: Date.now() + grant.expires_in * 1000 };
  hold(next);
  channel?.postMessage({ kind: "token", held: next } satisfies Message);
}

function hold(next: Held): void {
  held = next;
  for (const listener of holders) listener(next.token, next.expiresAt - Date.now());
}

/** Called with the present token and each new one, and the milliseconds it lives, wherever it came from. Returns the way to stop. */
export function onToken(listener: (token: string, lives: number) => void): () => void {
  holders.add(listener);
  if (held) listener(held.token, held.expiresAt - Date.now());
  return () => holders.delete(listener);
}

/** The token as it is, without renewing it. */
export function heldToken(): string | null {
  return held?.token ?? null;
}

export function dropToken(): void {
  held = null;
}

/** The token to send, renewed first when it is about to expire; null when nobody is signed in. */
export async function freshToken(): Promise<string | null> {
  if (held && held.expiresAt - Date.now() < 5_000) await renewToken(held.token);
  return held?.token ?? null;
}

/**
 * Gets a new access token after `spent` was refused; false when the session is over and stays so.
 * Throws ApiError when the server cannot be reached: that is no reason to sign anybody out.
 */
export function renewToken(spent: string | null): Promise<boolean> {
  if (held && held.token !== spent) return Promise.resolve(true);
  renewing ??= renewOrRecover(spent).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renewOrRecover(spent: string | null): Promise<boolean> {
  const renewed = await exclusively(() => (held && held.token !== spent ? Promise.resolve(true) : refresh())); // another tab may have been faster
  return renewed || recover(); // outside the lock: other tabs ask for themselves
}

/** At start: a token from the session cookie, or from another tab that starts at the same time; false when there is no session. */
export function firstToken(): Promise<boolean> {
  return exclusively(() => (held ? Promise.resolve(true) : refresh()));
}

async function refresh(): Promise<boolean> {
  const response = await send("/api/v1/auth/refresh");
  if (response.ok) {
    holdToken((await response.json()) as Grant);
    return true;
  }
  const problem = (await response.json().catch(() => ({}))) as Problem;
  if (response.status >= 500 || response.status === 429) throw errorOf(response, problem);
  held = null;
  return false;
}

async function send(path: string): Promise<Response> {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Session": "cookie" },
      body: JSON.stringify({ refresh_token: "" }),
    });
  } catch {
    throw errorOf(Response.error(), { detail: "" });
  }
}

function exclusively<T>(work: () => Promise<T>): Promise<T> {
  if (typeof navigator === "undefined" || !navigator.locks) return work(); // plain http on a LAN has no Web Locks
  return navigator.locks.request("groundwork.refresh", work) as Promise<T>;
}
