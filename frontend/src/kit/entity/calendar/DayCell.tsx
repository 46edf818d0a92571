import { Plus } from "lucide-react";
import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { formatDay, today, weekdayOf } from "@/kit/lib/days";
import { formatNumber } from "@/kit/lib/format";
import { Popover } from "@/kit/ui/popover";
import { counted } from "../record";
import { DayRecord } from "./DayRecord";
import type { DaysProps } from "./DayGrid";
import type { DayContent } from "./useCalendar";

interface DayCellProps extends Pick<DaysProps, "entity" | "entities" | "look" | "drag" | "handlers"> {
  day: string;
  content: DayContent;
  /** How many records fit; null when the day scrolls. */
  fit: number | null;
}

/** One day: its records, as many as fit, and a way to all of them and to a new one. */
export function DayCell({ entity, entities, look, day, content, fit, drag, handlers }: DayCellProps) {
  const { records, count, sum } = content;
  const { field } = look;
  const isToday = day === today();
  const outside = look.span === "month" && day.slice(0, 7) !== look.at.slice(0, 7);
  const weekend = [0, 6].includes(weekdayOf(day));
  const shown = fit === null || records.length <= fit ? records : records.slice(0, Math.max(0, fit - 1));
  const rest = records.length - shown.length;
  const name = formatDay(day, { weekday: "long", day: "numeric", month: "long" });
  const record = (one: (typeof records)[number]) => <DayRecord key={one.id} entity={entity} entities={entities} record={one} lifted={drag?.item.id === one.id} handlers={handlers?.(one)} />;
  return (
    <div
      role="gridcell"
      aria-label={`${name}, ${counted(entity, count, formatNumber(count))}`}
      aria-current={isToday ? "date" : undefined}
      data-drop={day}
      className={cn("group/day flex min-h-0 min-w-0 flex-col px-1 pb-1", outside || weekend ? "bg-n-2" : "bg-surface", drag?.over === day && "bg-accent-soft shadow-[inset_0_0_0_2px_var(--accent)]")}
    >
      <div className="flex h-7 shrink-0 items-center gap-1">
        <span className={cn("grid h-5 min-w-5 place-items-center rounded-full px-1 text-xs tabular-nums", isToday ? "bg-accent font-semibold text-accent-ink" : outside ? "text-ink-2" : "font-medium")}>
          {formatDay(day, day.endsWith("-01") ? { day: "numeric", month: "short" } : { day: "numeric" })}
        </span>
        {entity.permissions.write && !field.read_only && (
          <Link to={`/${entity.name}/new?${field.name}=${day}`} aria-label={`New ${entity.label_singular.toLowerCase()} on ${name}`} tabIndex={-1} className="ml-auto grid size-6 place-items-center rounded-sm text-ink-2 opacity-0 group-hover/day:opacity-100 hover:bg-hover hover:text-ink">
            <Plus className="size-3.5" aria-hidden />
          </Link>
        )}
      </div>
      <ul className={cn("flex min-h-0 flex-1 flex-col gap-0.5", fit === null ? "overflow-y-auto" : "overflow-hidden")}>
        {shown.map(record)}
        {rest > 0 && (
          <li>
            <Popover
              label={name}
              className="w-72 p-1"
              trigger={<button type="button" className="w-full rounded-sm px-1.5 text-left text-xs leading-5.5 text-ink-2 hover:bg-hover hover:text-ink">+{formatNumber(rest)} more</button>}
            >
              <p className="px-2 py-1 text-sm font-medium">{name}</p>
              <ul className="flex max-h-80 flex-col gap-0.5 overflow-y-auto">{records.map(record)}</ul>
            </Popover>
          </li>
        )}
        {count > records.length && (
          <li>
            <Link to={`/${entity.name}?${field.name}=${day}`} className="block rounded-sm bg-n-4 px-1.5 py-1 text-xs tabular-nums hover:bg-n-5">
              <span className="block truncate font-medium">{counted(entity, count, formatNumber(count))}</span>
              {sum && <span className="block truncate text-ink-2">{sum}</span>}
            </Link>
          </li>
        )}
      </ul>
    </div>
  );
}
