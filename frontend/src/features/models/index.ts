/** Whose language models answer, what they cost, and who used them. */
import { BarChart3, Cpu } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "models",
  routes: [
    { path: "models", page: () => import("./pages/ModelsPage"), title: "Models", permission: "models:read" },
    { path: "usage", page: () => import("./pages/UsagePage"), title: "Usage" },
  ],
  nav: [
    { group: "Admin", label: "Models", icon: Cpu, to: "/models", permission: "models:read", order: 46 },
    { group: "Agents", label: "Usage", icon: BarChart3, to: "/usage", permission: "agents:use", order: 60 },
  ],
});
