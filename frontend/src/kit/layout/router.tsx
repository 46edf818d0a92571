/** The application after sign-in: its router, made from the routes of the features. Every page is a chunk of its own. */
import { type ReactNode, useEffect, useState } from "react";
import { createBrowserRouter, Navigate, type RouteObject, RouterProvider, useLocation } from "react-router";
import { entityRoutes } from "@/kit/entity/routes";
import { can, useSession } from "@/kit/session/store";
import { enter } from "./entrance";
import { ForbiddenPage, NotFoundPage, RouteCrashPage } from "./error-pages";
import { type Feature, type FeatureRoute, useFeatures } from "./feature";
import Shell from "./shell";

export default function Inside() {
  const features = useFeatures((state) => state.features);
  const [router] = useState(() => makeRouter(features));
  return <RouterProvider router={router} />;
}

function makeRouter(features: Feature[]) {
  const routes = [...features.flatMap((feature) => feature.routes ?? []), ...entityRoutes];
  const inside = routes.filter((route) => route.frame !== "bare").map(routeObject);
  if (!routes.some((route) => route.path === "/")) inside.unshift({ path: "/", element: <Navigate to={firstScreen(features)} replace /> });
  const bare = routes.filter((route) => route.frame === "bare").map(({ path }): RouteObject => ({ path, element: <Outside /> }));
  const missing = { path: "*", element: <NotFoundPage />, handle: { title: "Not found" } };
  return createBrowserRouter([...bare, { element: <SignedIn />, errorElement: <RouteCrashPage />, children: [...inside, missing] }]);
}

/** Where "/" leads as long as no feature has a page of its own there. */
function firstScreen(features: Feature[]): string {
  return features.flatMap((feature) => feature.nav ?? []).toSorted((a, b) => a.order - b.order)[0]?.to ?? "/profile";
}

function routeObject(route: FeatureRoute): RouteObject {
  return {
    path: route.path,
    handle: { title: route.title },
    lazy: async () => {
      const Page = (await route.page()).default;
      const element = <Page />;
      return { element: route.permission ? <Guard permission={route.permission}>{element}</Guard> : element };
    },
  };
}

function Guard({ permission, children }: { permission: string; children: ReactNode }) {
  const allowed = useSession((state) => can(state.me, permission));
  return allowed ? children : <ForbiddenPage permission={permission} />;
}

/** The shell for people who are signed in; others go to the sign-in screen and come back after. */
function SignedIn() {
  const status = useSession((state) => state.status);
  const { pathname, search } = useLocation();
  const anonymous = status === "anonymous";
  useEffect(() => {
    if (anonymous) enter(pathname === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(pathname + search)}`);
  }, [anonymous, pathname, search]);
  return anonymous || status === "booting" ? null : <Shell />;
}

/** Back has led to a page before sign-in. */
function Outside() {
  const { pathname, search } = useLocation();
  useEffect(() => enter(pathname + search), [pathname, search]);
  return null;
}
