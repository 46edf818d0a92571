/** The first screen: where things stand, and what waits for the person. */
import { LayoutDashboard } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "dashboard",
  routes: [{ path: "/", page: () => import("./pages/DashboardPage"), title: "Dashboard" }],
  nav: [{ group: "Work", label: "Dashboard", icon: LayoutDashboard, to: "/", order: 0 }],
});
