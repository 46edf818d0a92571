import { Users } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { useCan } from "@/kit/session/store";
import type { Columns } from "../list/columns";
import type { EntityMeta } from "../meta";
import { layoutNames } from "./LayoutSwitch";
import { addressOf, asList, type Layout, sameSearch } from "./look";
import { isSameLook, type ViewHandle } from "./useView";
import { lookOf, type View } from "./views";

const ViewActions = lazy(() => import("./ViewActions"));

interface ViewTabsProps {
  entity: EntityMeta;
  view: ViewHandle;
  columns: Columns;
}

/** Whether what is shown differs from the saved view it began with. */
export function isChanged({ active, search, look }: ViewHandle, columns: Columns): boolean {
  return active !== undefined && (!sameSearch(active.query.search, search) || !isSameLook(lookOf(active), look) || columns.draft !== null);
}

/** Saved views, one press away: one's own and those that others share. A dot says that changes are not saved. */
export default function ViewTabs({ entity, view, columns }: ViewTabsProps) {
  const { views, active, search, look } = view;
  const can = useCan("views:write");
  const changed = isChanged(view, columns);
  const plain = search === "" && look.layout === "list" && columns.draft === null;
  const all = `/${entity.name}${views?.some((one) => one.default) ? addressOf("", asList, "all") : ""}`;
  return (
    <nav aria-label="Views" className="flex min-w-0 items-center gap-1 overflow-x-auto">
      <Tab to={all} current={active === undefined && search === "" && look.layout === "list"}>
        All
      </Tab>
      {views?.map((one) => (
        <Tab key={one.id} to={`/${entity.name}${addressOf(one.query.search, lookOf(one), one.id)}`} current={one === active} label={spoken(one, one === active && changed)}>
          <LayoutIcon layout={one.layout} />
          {one.name}
          {one.shared === "organization" && <Users className="size-3.5 text-ink-2" aria-hidden />}
          {one === active && changed && <span className="size-1.5 rounded-full bg-accent" />}
        </Tab>
      ))}
      {views && can && (active || !plain) && (
        <Suspense fallback={null}>
          <ViewActions entity={entity} view={view} views={views} columns={columns} changed={changed} />
        </Suspense>
      )}
    </nav>
  );
}

interface TabProps {
  to: string;
  current: boolean;
  label?: string;
  children: ReactNode;
}

function Tab({ to, current, label, children }: TabProps) {
  return (
    <Link to={to} aria-label={label} aria-current={current ? "page" : undefined} className={cn("flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm pointer-coarse:h-10", current ? "bg-active font-medium" : "text-ink-2 hover:bg-hover")}>
      {children}
    </Link>
  );
}

function LayoutIcon({ layout }: { layout: Layout }) {
  const Icon = layoutNames[layout].icon;
  return layout === "list" ? null : <Icon className="size-3.5 text-ink-2" aria-hidden />;
}

/** The signs of a tab in words. */
function spoken({ name, shared }: View, changed: boolean): string {
  return [name, ...(shared === "organization" ? ["shared"] : []), ...(changed ? ["with changes that are not saved"] : [])].join(", ");
}
