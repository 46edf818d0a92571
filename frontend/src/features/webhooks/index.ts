/** Telling other programs what happens here. */
import { Webhook } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "webhooks",
  routes: [
    { path: "webhooks", page: () => import("./pages/WebhooksPage"), title: "Webhooks", permission: "webhooks:read" },
    { path: "webhooks/:id", page: () => import("./pages/WebhookPage"), title: "Webhook", permission: "webhooks:read" },
  ],
  nav: [{ group: "Admin", label: "Webhooks", icon: Webhook, to: "/webhooks", permission: "webhooks:read", order: 45 }],
});
