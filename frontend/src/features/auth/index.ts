/** Signing in and out, and what belongs to the person himself: profile, password, devices. */
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "auth",
  routes: [
    { path: "sign-in", page: () => import("./pages/SignInPage"), title: "Sign in", frame: "bare" },
    { path: "register", page: () => import("./pages/RegisterPage"), title: "Create an account", frame: "bare" },
    { path: "forgot-password", page: () => import("./pages/ForgotPasswordPage"), title: "Forgotten password", frame: "bare" },
    { path: "reset-password", page: () => import("./pages/ResetPasswordPage"), title: "New password", frame: "bare" },
    { path: "accept-invitation", page: () => import("./pages/AcceptInvitationPage"), title: "Accept the invitation", frame: "bare" },
    { path: "profile", page: () => import("./pages/ProfilePage"), title: "Profile" },
    { path: "sessions", page: () => import("./pages/SessionsPage"), title: "Sessions and devices" },
  ],
});
