/** What agents know about the person. */
import { Brain } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "memories",
  routes: [{ path: "memories", page: () => import("./pages/MemoriesPage"), title: "What agents know about you", permission: "agents:use" }],
  nav: [{ group: "Agents", label: "Memory", icon: Brain, to: "/memories", permission: "agents:use", order: 60 }],
});
