/** The calls of this feature. Those that begin a session keep the refresh token in a cookie (`X-Session`). */
import { queryOptions } from "@tanstack/react-query";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import type { SessionGrant } from "@/kit/session/store";

const cookieSession = { "X-Session": "cookie" };

export const authOptionsQuery = queryOptions({
  queryKey: ["auth", "options"],
  queryFn: ({ signal }) => apiRequest<{ signup_enabled: boolean }>("GET", "/auth/options", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export interface Registration {
  name: string;
  email: string;
  password: string;
  organization_name: string | null;
}

export const register = (body: Registration) => apiRequest<unknown>("POST", "/auth/register", { body });
export const forgotPassword = (email: string) => apiRequest<unknown>("POST", "/auth/forgot-password", { body: { email } });
export const resetPassword = (token: string, password: string) => apiRequest<SessionGrant>("POST", "/auth/reset-password", { body: { token, password }, headers: cookieSession });

/** What an invitation is about. */
export interface Invitation {
  email: string;
  name: string;
  organization: string;
  /** The person signs in with his password instead of choosing one. */
  has_account: boolean;
}

export const invitationQuery = (token: string | null) =>
  queryOptions({
    queryKey: ["auth", "invitation", token],
    queryFn: ({ signal }) => apiRequest<Invitation>("POST", "/auth/preview-invitation", { body: { token }, headers: cookieSession, signal }),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
export const acceptInvitation = (body: { token: string; name: string | null; password: string }) =>
  apiRequest<SessionGrant>("POST", "/auth/accept-invitation", { body, headers: cookieSession });

export const updateProfile = (body: { name?: string; locale?: string | null; time_zone?: string | null }) => apiRequest<unknown>("PATCH", "/auth/me", { body });
export const changePassword = (body: { current_password: string; new_password: string }) => apiRequest<unknown>("POST", "/auth/me/password", { body });

/** A device that is signed in as this person. */
export interface DeviceSession {
  id: string;
  user_agent: string;
  ip: string | null;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  current: boolean;
}

export const sessionsQuery = queryOptions({
  queryKey: ["auth", "sessions"],
  queryFn: ({ signal }) => apiRequest<Page<DeviceSession>>("GET", "/auth/sessions", { signal }),
});
export const revokeSession = (id: string) => apiRequest<unknown>("DELETE", `/auth/sessions/${id}`);
export const revokeOtherSessions = () => apiRequest<unknown>("DELETE", "/auth/sessions", { query: { keep_current: true } });
