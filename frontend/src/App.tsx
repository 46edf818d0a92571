/** Application root: finds the features by their folders, makes the router from them, provides what all screens need. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { queryClient } from "@/kit/api/query";
import { entityRoutes } from "@/kit/entity/routes";
import { type Feature, useFeatures } from "@/kit/layout/feature";
import { makeRouter } from "@/kit/layout/router";

const found = import.meta.glob<{ default: Feature }>("/src/features/*/index.ts", { eager: true });
const features = Object.values(found).map((module) => module.default);
useFeatures.setState({ features });

const firstScreen = features.flatMap((feature) => feature.nav ?? []).toSorted((a, b) => a.order - b.order)[0]?.to ?? "/profile";
const router = makeRouter([...features.flatMap((feature) => feature.routes ?? []), ...entityRoutes], firstScreen);

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
