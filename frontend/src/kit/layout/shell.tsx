import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { NavigationType, Outlet, useLocation, useNavigationType } from "react-router";
import { useConflicts } from "@/kit/entity/conflict/shown";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useStored } from "@/kit/lib/stored";
import { connectLive, disconnectLive } from "@/kit/live/store";
import { useMe, useSession } from "@/kit/session/store";
import { Drawer } from "@/kit/ui/dialog";
import { Toaster } from "@/kit/ui/toaster";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { CrashPage } from "./error-pages";
import { OfflineBanner } from "./connection";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";

const loadPalette = () => import("./palette");
const Palette = lazy(loadPalette);
const Conflicts = lazy(() => import("@/kit/entity/conflict/Conflicts"));
const ShortcutsDialog = lazy(() => import("./shortcuts-dialog"));
const ReauthDialog = lazy(() => import("./reauth-dialog"));

/** The frame of every screen: navigation at the side, the bar on top, the screen itself. */
export default function Shell() {
  const [collapsed, setCollapsed] = useStored("sidebar.collapsed", false);
  const [drawerAt, setDrawerAt] = useState<string | null>(null); // the drawer closes when it has led elsewhere
  const [overlay, setOverlay] = useState<"palette" | "shortcuts" | null>(null);
  const { pathname } = useLocation();
  const main = useScrollMemory();
  useLiveConnection();
  useShortcut("mod+k", "Search and commands", () => setOverlay("palette"), { group: "Everywhere", inFields: true });
  useShortcut("shift+?", "Keys of this screen", () => setOverlay("shortcuts"), { group: "Everywhere" });
  useShortcut("mod+b", "Collapse or open the navigation", () => setCollapsed(!collapsed), { group: "Everywhere", inFields: true });
  return (
    <TooltipProvider delayDuration={300}>
      <a href="#main" className="popup fixed top-2 left-2 z-[80] -translate-y-20 px-3 py-2 font-medium focus:translate-y-0">
        Skip to the content
      </a>
      <div className="flex h-dvh overflow-hidden">
        <aside aria-label="Navigation" className="hidden md:block">
          <Sidebar collapsed={collapsed} />
        </aside>
        <Drawer open={drawerAt === pathname} onOpenChange={() => setDrawerAt(null)} title="Navigation" hideTitle side="left" className="w-72">
          <Sidebar collapsed={false} />
        </Drawer>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar
            collapsed={collapsed}
            onCollapse={() => setCollapsed(!collapsed)}
            onDrawer={() => setDrawerAt(pathname)}
            onPalette={() => setOverlay("palette")}
            onShortcuts={() => setOverlay("shortcuts")}
          />
          <OfflineBanner />
          <main id="main" ref={main} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
            <ErrorBoundary FallbackComponent={CrashPage} resetKeys={[pathname]}>
              <Suspense fallback={null}>
                <Outlet />
              </Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </div>
      <Overlays open={overlay} onClose={() => setOverlay(null)} />
    </TooltipProvider>
  );
}

/** What lies over the screen: the palette, the keys, the question for the password, messages. */
function Overlays({ open, onClose }: { open: "palette" | "shortcuts" | null; onClose: () => void }) {
  const expired = useSession((state) => state.status === "expired");
  const contested = useConflicts((state) => state.open !== null);
  useEffect(() => {
    // There before it is first asked for; without a connection it is fetched when it is.
    const idle = setTimeout(() => void loadPalette().catch(() => undefined), 2_000);
    return () => clearTimeout(idle);
  }, []);
  return (
    <Suspense fallback={null}>
      {open === "palette" && <Palette onClose={onClose} />}
      {open === "shortcuts" && <ShortcutsDialog onClose={onClose} />}
      {expired && <ReauthDialog />}
      {contested && <Conflicts />}
      <Toaster />
    </Suspense>
  );
}

/** A new screen begins at its top; Back returns to where one was. A change of filters leaves the place as it is. */
function useScrollMemory() {
  const main = useRef<HTMLElement>(null);
  const places = useRef(new Map<string, number>());
  const { key, pathname } = useLocation();
  const back = useNavigationType() === NavigationType.Pop;
  useLayoutEffect(() => {
    main.current?.scrollTo(0, back ? (places.current.get(key) ?? 0) : 0);
    // oxlint-disable-next-line react/exhaustive-deps -- only another screen moves the view
  }, [pathname]);
  useEffect(() => {
    const element = main.current;
    const known = places.current;
    const keep = () => void known.set(key, element?.scrollTop ?? 0);
    element?.addEventListener("scroll", keep, { passive: true });
    return () => element?.removeEventListener("scroll", keep);
  }, [key]);
  return main;
}

/** Live events of the organisation worked in; another organisation is another connection. */
function useLiveConnection() {
  const { id, organization } = useMe();
  useEffect(() => {
    void connectLive();
    return disconnectLive;
  }, [id, organization.id]);
}
