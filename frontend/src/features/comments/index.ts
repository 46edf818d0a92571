/** Comments on every record, with mentions. */
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "comments",
  recordPanels: [{ name: "comments", label: "Comments", order: 10, panel: () => import("./components/CommentsPanel"), badge: () => import("./components/CommentCount") }],
});
