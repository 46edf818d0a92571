import { Keyboard, Menu as MenuIcon, PanelLeft, Search } from "lucide-react";
import { IconButton } from "@/kit/ui/icon-button";
import { Kbd } from "@/kit/ui/kbd";
import { Breadcrumb } from "./breadcrumb";
import { ConnectionDot } from "./connection";
import { NotificationBell } from "./notification-bell";

interface TopBarProps {
  collapsed: boolean;
  onCollapse: () => void;
  onDrawer: () => void;
  onPalette: () => void;
  onShortcuts: () => void;
}

/** Where one is, the search for everything, the bell, and whether the screen is live. */
export function TopBar({ collapsed, onCollapse, onDrawer, onPalette, onShortcuts }: TopBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-canvas px-2 md:px-3">
      <IconButton label="Open the navigation" side="bottom" className="md:hidden" onClick={onDrawer}>
        <MenuIcon aria-hidden />
      </IconButton>
      <IconButton label={collapsed ? "Open the navigation" : "Collapse the navigation"} side="bottom" className="max-md:hidden" aria-expanded={!collapsed} onClick={onCollapse}>
        <PanelLeft aria-hidden />
      </IconButton>
      <Breadcrumb />
      <div className="ml-auto flex shrink-0 items-center gap-1">
        <button
          type="button"
          onClick={onPalette}
          aria-label="Search and commands"
          className="flex h-8 items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-hover lg:w-56 lg:border lg:border-line lg:bg-surface pointer-coarse:h-10 pointer-coarse:min-w-10 pointer-coarse:justify-center"
        >
          <Search className="size-4" aria-hidden />
          <span className="hidden flex-1 text-left lg:block">Search</span>
          <Kbd keys="mod+k" className="hidden lg:inline-flex" />
        </button>
        <IconButton label="Keys of this screen" side="bottom" className="max-md:hidden" onClick={onShortcuts}>
          <Keyboard aria-hidden />
        </IconButton>
        <NotificationBell />
        <ConnectionDot />
      </div>
    </header>
  );
}
