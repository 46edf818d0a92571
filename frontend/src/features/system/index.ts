/** The state of the installation. */
import { Activity } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "system",
  routes: [{ path: "system", page: () => import("./pages/SystemPage"), title: "System", permission: "system:read" }],
  nav: [{ group: "Admin", label: "System", icon: Activity, to: "/system", permission: "system:read", order: 60 }],
});
