/** People of the organisation, for administrators. */
import { Users } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "users",
  routes: [{ path: "users", page: () => import("./pages/UsersPage"), title: "Users", permission: "users:read" }],
  nav: [{ group: "Admin", label: "Users", icon: Users, to: "/users", permission: "users:read", order: 10 }],
});
