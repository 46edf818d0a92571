/** The application after sign-in: its router, made from the routes of the features. Every page is a chunk of its own. */
import { lazy, type ReactNode, startTransition, useEffect, useLayoutEffect, useState } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { Navigate, type RouteObject, Router, useLocation, useRoutes } from "react-router";
import { can, useSession } from "@/kit/session/store";
import { enter } from "./entrance";
import { CrashPage, ForbiddenPage, NotFoundPage } from "./error-pages";
import { allRoutes, type Feature, type FeatureRoute, useFeatures } from "./feature";
import { appHistory } from "./history";
import Shell from "./shell";
import { ShellOutline } from "./shell-outline";

export default function Inside() {
  const [moment, setMoment] = useState(() => appHistory.now());
  useLayoutEffect(() => appHistory.listen((next) => startTransition(() => setMoment(next))), []); // the old screen stays until the new one has loaded
  return (
    <Router location={moment.location} navigationType={moment.action} navigator={appHistory}>
      <ErrorBoundary FallbackComponent={CrashPage}>
        <Screens />
      </ErrorBoundary>
    </Router>
  );
}

function Screens() {
  const features = useFeatures((state) => state.features);
  const [routes] = useState(() => routeObjects(features));
  return useRoutes(routes);
}

function routeObjects(features: Feature[]): RouteObject[] {
  const routes = allRoutes(features);
  const inside = routes.filter((route) => route.frame !== "bare").map((route): RouteObject => ({ path: route.path, element: screenOf(route) }));
  if (!routes.some((route) => route.path === "/")) inside.unshift({ path: "/", element: <Navigate to={firstScreen(features)} replace /> });
  const bare = routes.filter((route) => route.frame === "bare").map(({ path }): RouteObject => ({ path, element: <Outside /> }));
  return [...bare, { element: <SignedIn />, children: [...inside, { path: "*", element: <NotFoundPage /> }] }];
}

/** Where "/" leads as long as no feature has a page of its own there. */
function firstScreen(features: Feature[]): string {
  return features.flatMap((feature) => feature.nav ?? []).toSorted((a, b) => a.order - b.order)[0]?.to ?? "/profile";
}

function screenOf(route: FeatureRoute): ReactNode {
  const Page = lazy(route.page);
  return route.permission ? (
    <Permitted permission={route.permission}>
      <Page />
    </Permitted>
  ) : (
    <Page />
  );
}

function Permitted({ permission, children }: { permission: string; children: ReactNode }) {
  const allowed = useSession((state) => can(state.me, permission));
  return allowed ? children : <ForbiddenPage permission={permission} />;
}

/** The shell, as soon as it is known who is signed in. */
function SignedIn() {
  return useSession((state) => state.me !== null) ? <Shell /> : <ShellOutline />;
}

/** Back has led to a page before sign-in. */
function Outside() {
  const { pathname, search } = useLocation();
  useEffect(() => enter(pathname + search), [pathname, search]);
  return null;
}
