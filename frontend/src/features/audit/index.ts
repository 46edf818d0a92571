/** The audit log: who did what, and through what. */
import { ScrollText } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "audit",
  routes: [{ path: "audit-logs", page: () => import("./pages/AuditPage"), title: "Audit log", permission: "audit:read" }],
  nav: [{ group: "Admin", label: "Audit log", icon: ScrollText, to: "/audit-logs", permission: "audit:read", order: 40 }],
});
