/** Watching a record: being told when it changes. */
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "watchers",
  recordControls: [{ name: "watch", order: 10, control: () => import("./components/WatchButton") }],
});
