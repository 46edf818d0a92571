/** Files on every record. */
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "attachments",
  recordPanels: [{ name: "attachments", label: "Attachments", order: 20, panel: () => import("./components/AttachmentsPanel"), badge: () => import("./components/AttachmentCount") }],
});
