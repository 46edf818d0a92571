/** Tools of other programs for agents. */
import { Plug } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "tool-servers",
  routes: [
    { path: "tool-servers", page: () => import("./pages/ToolServersPage"), title: "Tool servers", permission: "tool_servers:read" },
    { path: "tool-servers/:id", page: () => import("./pages/ToolServerPage"), title: "Tool server", permission: "tool_servers:read" },
  ],
  nav: [{ group: "Admin", label: "Tool servers", icon: Plug, to: "/tool-servers", permission: "tool_servers:read", order: 46 }],
});
