import { ChevronRight } from "lucide-react";
import { useEffect } from "react";
import { Link, useLocation } from "react-router";
import { create } from "zustand";
import { humanize } from "@/kit/lib/format";
import { useNav, useRouteOf } from "./nav";

const useCrumb = create<{ path: string; label: string } | { path: null; label: null }>(() => ({ path: null, label: null }));

/** Names the current screen in the breadcrumb and the window title (a record's title); undefined while it loads. */
export function useScreenTitle(label: string | undefined): void {
  const { pathname } = useLocation();
  useEffect(() => {
    if (!label) return;
    useCrumb.setState({ path: pathname, label });
    return () => useCrumb.setState({ path: null, label: null });
  }, [label, pathname]);
}

/** Group and list of the current screen, as links, then the screen itself. */
export function Breadcrumb() {
  const { pathname } = useLocation();
  const nav = useNav();
  const crumb = useCrumb();
  const route = useRouteOf(pathname);
  const parts = pathname.split("/").filter(Boolean);
  const root = nav.find((item) => item.to === `/${parts[0] ?? ""}`);
  const own = crumb.path === pathname ? crumb.label : (route?.title ?? "Not found");
  const deep = parts.length > 1;
  const last = deep ? own : (root?.label ?? own);
  const parent = root?.label ?? humanize(parts[0] ?? "");
  useEffect(() => {
    document.title = last ? `${last} · Groundwork` : "Groundwork";
  }, [last]);
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 px-1">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {deep && (
          <li className="flex shrink-0 items-center gap-1 max-sm:hidden">
            <Link to={`/${parts[0]}`} className="inline-flex min-h-6 items-center rounded-sm text-ink-2 hover:text-ink">
              {parent}
            </Link>
            <ChevronRight className="size-3.5 text-ink-3" aria-hidden />
          </li>
        )}
        <li aria-current="page" className="truncate font-medium">
          {last}
        </li>
      </ol>
    </nav>
  );
}
