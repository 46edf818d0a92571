/** Keys with which programs act for people. */
import { KeyRound } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "api-keys",
  routes: [{ path: "api-keys", page: () => import("./pages/ApiKeysPage"), title: "API keys", permission: "api_keys:use" }],
  nav: [{ group: "Own", label: "API keys", icon: KeyRound, to: "/api-keys", permission: "api_keys:use", order: 30 }],
});
