/** The outbox of an installation without a mail server. */
import { Mail } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "mails",
  routes: [{ path: "mails", page: () => import("./pages/MailsPage"), title: "Mail outbox", permission: "system:read" }],
  nav: [{ group: "Admin", label: "Mail outbox", icon: Mail, to: "/mails", permission: "system:read", order: 50 }],
});
