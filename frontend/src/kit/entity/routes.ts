/** Screens that every entity gets without a frontend file of its own. */
import type { FeatureRoute } from "@/kit/layout/feature";

export const entityRoutes: FeatureRoute[] = [];
