/** The organisation one works in: its name, its members, its teams. */
import { Building2 } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "organizations",
  routes: [{ path: "organization", page: () => import("./pages/OrganizationPage"), title: "Organisation", permission: "organizations:write" }],
  nav: [{ group: "Admin", label: "Organisation", icon: Building2, to: "/organization", permission: "organizations:write", order: 30 }],
});
