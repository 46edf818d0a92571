import { CalendarDays, ChartColumn, type LucideIcon, SquareKanban, Table2 } from "lucide-react";
import { cn } from "@/kit/lib/cn";
import { Tooltip } from "@/kit/ui/tooltip";
import type { EntityMeta } from "../meta";
import { asList, type Layout, layoutsOf } from "./look";
import type { ViewHandle } from "./useView";

/** What the layouts are called. */
export const layoutNames: Record<Layout, { label: string; icon: LucideIcon }> = {
  list: { label: "List", icon: Table2 },
  board: { label: "Board", icon: SquareKanban },
  calendar: { label: "Calendar", icon: CalendarDays },
  chart: { label: "Chart", icon: ChartColumn },
};

/** The same records as rows, cards by status, days or figures. */
export default function LayoutSwitch({ entity, view }: { entity: EntityMeta; view: ViewHandle }) {
  return (
    <div role="group" aria-label="Layout" className="flex h-8 shrink-0 items-center gap-0.5 rounded-md bg-n-3 p-0.5 pointer-coarse:h-10">
      {layoutsOf(entity).map((layout) => {
        const { label, icon: Icon } = layoutNames[layout];
        const on = view.look.layout === layout;
        return (
          <Tooltip key={layout} content={label}>
            <button
              type="button"
              aria-label={label}
              aria-pressed={on}
              onClick={() => on || view.setLook(layout === "list" ? asList : { layout, options: "" })}
              className={cn("grid h-full w-8 place-items-center rounded-sm pointer-coarse:w-10 [&_svg]:size-4", on ? "bg-surface text-ink shadow-[0_0_0_1px_var(--line)]" : "text-ink-2 hover:text-ink")}
            >
              <Icon aria-hidden />
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
