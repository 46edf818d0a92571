/** Roles and what they allow. */
import { ShieldCheck } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "roles",
  routes: [
    { path: "roles", page: () => import("./pages/RolesPage"), title: "Roles", permission: "roles:read" },
    { path: "roles/:id", page: () => import("./pages/RolePage"), title: "Role", permission: "roles:read" },
  ],
  nav: [{ group: "Admin", label: "Roles", icon: ShieldCheck, to: "/roles", permission: "roles:read", order: 20 }],
});
