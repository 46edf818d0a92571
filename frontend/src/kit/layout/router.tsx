/** The router, made from the routes of the discovered features. Every page is a chunk of its own. */
import { lazy, type ReactNode, Suspense } from "react";
import { createBrowserRouter, Navigate, Outlet, type RouteObject, useLocation } from "react-router";
import { useSession } from "@/kit/session/store";
import type { FeatureRoute } from "./feature";


const Shell = lazy(() => import("./shell"));
const NotFound = lazy(() => import("./error-pages").then((pages) => ({ default: pages.NotFoundPage })));
const RouteCrash = lazy(() => import("./error-pages").then((pages) => ({ default: pages.RouteCrashPage })));
const Forbidden = lazy(() => import("./error-pages").then((pages) => ({ default: pages.ForbiddenPage })));

/** `home` is where "/" leads for a feature set without a page of its own there. */
export function makeRouter(routes: FeatureRoute[], home: string) {
  const shell = routes.filter((route) => route.frame !== "bare").map(routeObject);
  if (!routes.some((route) => route.path === "/")) shell.unshift({ path: "/", element: <Navigate to={home} replace /> });
  return createBrowserRouter([
    { element: <Bare />, errorElement: <RouteCrash />, children: routes.filter((route) => route.frame === "bare").map(routeObject) },
    { element: <SignedIn />, errorElement: <RouteCrash />, children: [...shell, { path: "*", element: <NotFound />, handle: { title: "Not found" } }] },
  ]);
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
  const allowed = useSession((state) => state.me?.permissions.includes(permission) ?? false);
  return allowed ? children : <Forbidden permission={permission} />;
}

function Bare() {
  return (
    <Suspense fallback={null}>
      <Outlet />
    </Suspense>
  );
}

/** The shell for people who are signed in; others go to the sign-in screen and come back after. */
function SignedIn() {
  const status = useSession((state) => state.status);
  const { pathname, search } = useLocation();
  if (status === "booting") return null;
  if (status === "anonymous") {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return (
    <Suspense fallback={null}>
      <Shell />
    </Suspense>
  );
}
