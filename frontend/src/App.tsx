/** Application root: finds the features by their folders; shows a page before sign-in, or the application after it. */
import { QueryClientProvider } from "@tanstack/react-query";
import { createElement, lazy, Suspense, useEffect } from "react";
import { queryClient } from "@/kit/api/query";
import { enterSignIn, useEntrance } from "@/kit/layout/entrance";
import { type Feature, useFeatures } from "@/kit/layout/feature";
import { useSession } from "@/kit/session/store";

const found = import.meta.glob<{ default: Feature }>("/src/features/*/index.ts", { eager: true });
const features = Object.values(found).map((module) => module.default);
useFeatures.setState({ features });

const routes = features.flatMap((feature) => feature.routes ?? []).filter((route) => route.frame === "bare");
const before = new Map(routes.map(({ path, page }) => [`/${path}`, createElement(lazy(page))]));
const Inside = lazy(() => import("@/kit/layout/router"));

export function App() {
  const path = useEntrance((state) => state.path);
  const anonymous = useSession((state) => state.status === "anonymous");
  const page = before.get(path);
  const turnedAway = anonymous && !page;
  useEffect(() => {
    if (turnedAway) enterSignIn();
  }, [turnedAway]);
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={null}>{page ?? (turnedAway ? null : <Inside />)}</Suspense>
    </QueryClientProvider>
  );
}
