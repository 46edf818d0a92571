import { lazy, Suspense, useMemo } from "react";
import { NavLink } from "react-router";
import { cn } from "@/kit/lib/cn";
import { Tooltip } from "@/kit/ui/tooltip";
import type { NavItem } from "./feature";
import { navGroups, useNav, useRouteOf } from "./nav";
import { OrganizationSwitcher } from "./organization-switcher";
import { PersonMenu } from "./person-menu";

/** 240 px wide, or 56 px with icons only: organisation on top, groups, the person at the bottom. */
export function Sidebar({ collapsed }: { collapsed: boolean }) {
  const nav = useNav();
  return (
    <div className={cn("flex h-full flex-col gap-2 border-r border-line bg-n-2 p-2", collapsed ? "w-14" : "w-full md:w-60")}>
      <OrganizationSwitcher collapsed={collapsed} />
      <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto py-1">
        {navGroups.map((group) => {
          const items = nav.filter((item) => item.group === group);
          if (items.length === 0) return null;
          return (
            <div key={group} className="flex flex-col gap-0.5">
              {collapsed ? <div className="mx-2 mb-1 h-px bg-line first:hidden" /> : <h2 className="px-2 pb-1 text-xs font-medium text-ink-2">{group}</h2>}
              {items.map((item) => (
                <Item key={item.to} item={item} collapsed={collapsed} />
              ))}
            </div>
          );
        })}
      </nav>
      <PersonMenu collapsed={collapsed} />
    </div>
  );
}

function Item({ item, collapsed }: { item: NavItem; collapsed: boolean }) {
  const Icon = item.icon;
  const Badge = useMemo(() => item.badge && lazy(item.badge), [item.badge]);
  const route = useRouteOf(item.to);
  const preload = () => void route?.page(); // pointing at the way there loads the screen ahead
  const link = (
    <NavLink
      to={item.to}
      end={item.to === "/"}
      onPointerEnter={preload}
      onFocus={preload}
      aria-label={collapsed ? item.label : undefined}
      className={({ isActive }) =>
        cn(
          "flex h-8 items-center gap-2 rounded-md px-2 text-sm font-medium text-ink-2 outline-offset-[-2px] hover:bg-active hover:text-ink pointer-coarse:h-10",
          isActive && "bg-active text-ink [&_svg]:text-accent-text",
          collapsed && "relative justify-center",
        )
      }
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      {!collapsed && <span className="truncate">{item.label}</span>}
      {Badge && (
        <Suspense>
          <Badge />
        </Suspense>
      )}
    </NavLink>
  );
  return collapsed ? (
    <Tooltip content={item.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
