/** The agents one may use, and where they are made. */
import { Bot } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "agents",
  routes: [
    { path: "agents", page: () => import("./pages/AgentsPage"), title: "Agents", permission: "agents:use" },
    { path: "agents/new", page: () => import("./pages/NewAgentPage"), title: "New agent", permission: "agents:build" },
    { path: "agents/ratings", page: () => import("./pages/RatingsPage"), title: "Ratings", permission: "agents:use" },
    { path: "agents/:name", page: () => import("./pages/AgentPage"), title: "Agent", permission: "agents:build" },
  ],
  nav: [{ group: "Agents", label: "Agents", icon: Bot, to: "/agents", permission: "agents:use", order: 20 }],
  commands: [
    {
      group: "Agents",
      permission: "agents:build",
      find: (text) => ("make a new agent".includes(text.trim().toLowerCase()) ? [{ id: "new-agent", label: "Make a new agent", icon: Bot, run: (go) => go("/agents/new") }] : []),
    },
  ],
});
