/** Who is signed in, in which organisation, and what he may do. */
import { create } from "zustand";
import { ApiError } from "@/kit/api/errors";
import * as sdk from "@/kit/api/generated/sdk.gen";
import type { Me } from "@/kit/api/generated/types.gen";
import { queryClient } from "@/kit/api/query";
import { dropToken, firstToken, freshToken, type Grant, holdToken, onOtherTab, onSessionLost, tellOtherTabs } from "@/kit/api/token";
import { setFormatting } from "@/kit/lib/format";
import { readStored, writeStored } from "@/kit/lib/stored";

/** The signed-in person, in the present organisation: `GET /auth/me`. */
export type { Me };

/** Tokens of a session, and whose it is. */
export interface SessionGrant extends Grant {
  user: Me;
}

export type SessionStatus = "booting" | "anonymous" | "signed-in" | "expired";

interface SessionState {
  status: SessionStatus;
  me: Me | null;
}

export const useSession = create<SessionState>(() => ({ status: "booting", me: null }));

/** Remembers that this browser has had a session, so that a stranger's first visit asks the server nothing. */
const hint = "signed-in";
const cookieSession = { "X-Session": "cookie" };
let waiting: ((signedIn: boolean) => void)[] = [];

/** The signed-in person; only for components below the shell. */
export function useMe(): Me {
  const me = useSession((state) => state.me);
  if (!me) throw new Error("useMe needs a signed-in person");
  return me;
}

/** Whether the person has a permission such as `invoices:write`; undefined asks for nothing. */
export function useCan(permission: string | undefined): boolean {
  return useSession((state) => can(state.me, permission));
}

export function can(me: Me | null, permission: string | undefined): boolean {
  return permission === undefined || (me?.permissions.includes(permission) ?? false);
}

/** Milliseconds between tries to reach the server at start. The first come while a lost answer is still given again. */
const pauses = [200, 800, 2_000, 5_000];

/** At start: renews the session from its cookie if there is one; a server that cannot be reached is tried again. */
export async function bootSession(): Promise<void> {
  for (let failures = 0; readStored(hint) !== null; failures += 1) {
    try {
      if (await firstToken()) return await loadMe();
      break;
    } catch (error) {
      if (error instanceof ApiError && error.status > 0 && error.status < 500 && error.status !== 429) break;
      await new Promise((resolve) => setTimeout(resolve, pauses[Math.min(failures, pauses.length - 1)]));
    }
  }
  useSession.setState({ status: "anonymous", me: null });
}

/** Reads who is signed in; also after a change of profile, role or organisation. */
export async function loadMe(): Promise<void> {
  become(await sdk.getMe());
}

function become(me: Me): void {
  setFormatting({ locale: me.locale, timeZone: me.time_zone });
  writeStored(hint, "1");
  useSession.setState({ status: "signed-in", me });
}

/** Signs in, also again after the session has expired: then what was waiting goes on. Throws ApiError. */
export async function signIn(email: string, password: string): Promise<void> {
  startSession(await sdk.login({ body: { email, password }, headers: cookieSession }));
}

/** Begins a session with tokens that an endpoint has just granted (sign-in, accepted invitation, reset). */
export function startSession(grant: SessionGrant): void {
  if (useSession.getState().me?.id !== grant.user.id) queryClient.clear();
  holdToken(grant);
  become(grant.user);
  settle(true);
}

/** Ends the session on the server and here, in every tab. */
export async function signOut(): Promise<void> {
  try {
    await freshToken();
    await sdk.logout({ headers: cookieSession });
  } catch {
    // an unreachable server must not keep anybody signed in here
  }
  forget();
  tellOtherTabs({ kind: "signed-out" });
}

/** Works in another of the person's organisations from now on, in every tab. */
export async function switchOrganization(organizationId: string): Promise<void> {
  const grant = await sdk.switchOrganization({ body: { organization_id: organizationId } });
  holdToken(grant);
  queryClient.clear();
  become(grant.user);
  tellOtherTabs({ kind: "organization" });
}

/** The server has ended this session (revoked, expired): asks the person, over the page, to sign in again. */
export function sessionLost(): Promise<boolean> {
  if (!useSession.getState().me) return Promise.resolve(false);
  dropToken();
  useSession.setState({ status: "expired" });
  return new Promise((resolve) => waiting.push(resolve));
}

function settle(signedIn: boolean): void {
  for (const resolve of waiting) resolve(signedIn);
  waiting = [];
}

function forget(): void {
  dropToken();
  writeStored(hint, null);
  queryClient.clear();
  useSession.setState({ status: "anonymous", me: null });
  settle(false);
}

onSessionLost(sessionLost);
onOtherTab((message) => {
  if (message.kind === "signed-out") forget();
  if (message.kind === "organization") void queryClient.resetQueries().then(loadMe);
  if (message.kind === "token" && useSession.getState().status === "expired") void loadMe().then(() => settle(true));
});
