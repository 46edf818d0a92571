/** The inbox of what agents propose. */
import { ShieldCheck } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "approvals",
  routes: [{ path: "approvals", page: () => import("./pages/ApprovalsPage"), title: "Approvals", permission: "agents:use" }],
  nav: [{ group: "Agents", label: "Approvals", icon: ShieldCheck, to: "/approvals", permission: "agents:use", badge: () => import("./components/WaitingBadge"), order: 20 }],
});
