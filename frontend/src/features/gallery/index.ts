/** Every component of kit/ui in every state, for the screenshots and for whoever changes one. Not in the navigation. */
import { defineFeature } from "@/kit/layout/feature";

export default defineFeature({
  name: "gallery",
  routes: [{ path: "gallery", page: () => import("./pages/GalleryPage"), title: "Components", frame: "bare" }],
});
