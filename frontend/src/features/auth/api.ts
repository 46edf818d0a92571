/** The calls of this feature. Those that begin a session keep the refresh token in a cookie (`X-Session`). */
import { queryOptions } from "@tanstack/react-query";
import * as sdk from "@/kit/api/generated/sdk.gen";
import type { AcceptIn, InvitationOut, MeUpdate, PasswordChange, Preferences, RegisterIn, SessionOut } from "@/kit/api/generated/types.gen";

const headers = { "X-Session": "cookie" };

export const authOptionsQuery = queryOptions({
  queryKey: ["auth", "options"],
  queryFn: ({ signal }) => sdk.getAuthOptions({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const register = (body: RegisterIn) => sdk.register({ body });
export const forgotPassword = (email: string) => sdk.forgotPassword({ body: { email } });
export const resetPassword = (token: string, password: string) => sdk.resetPassword({ body: { token, password }, headers });

/** What an invitation is about. */
export type Invitation = InvitationOut;

export const invitationQuery = (token: string | null) =>
  queryOptions({
    queryKey: ["auth", "invitation", token],
    queryFn: ({ signal }) => sdk.previewInvitation({ body: { token: token ?? "" }, headers, signal }),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
export const acceptInvitation = (body: AcceptIn) => sdk.acceptInvitation({ body, headers });

export const updateProfile = (body: MeUpdate) => sdk.updateMe({ body });
export const changePassword = (body: PasswordChange) => sdk.changePassword({ body });

/** A device that is signed in as this person. */
export type DeviceSession = SessionOut;

export const sessionsQuery = queryOptions({
  queryKey: ["auth", "sessions"],
  queryFn: ({ signal }) => sdk.listSessions({ signal }),
});
export const endSession = (id: string) => sdk.endSession({ path: { id } });
export const endOtherSessions = () => sdk.endSessions({ query: { keep_current: true } });

export const preferencesQuery = queryOptions({
  queryKey: ["notifications", "preferences"],
  queryFn: ({ signal }) => sdk.getNotificationPreferences({ signal }),
});
export const savePreferences = (body: Preferences) => sdk.replaceNotificationPreferences({ body });
