/** How each answer came about: the tree of its steps with times, tokens and cost. */
import { Waypoints } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "traces",
  routes: [
    { path: "traces", page: () => import("./pages/TracesPage"), title: "Traces" },
    { path: "traces/:id", page: () => import("./pages/TracePage"), title: "Trace" },
  ],
  nav: [{ group: "Admin", label: "Traces", icon: Waypoints, to: "/traces", permission: "traces:read", order: 45 }],
});
