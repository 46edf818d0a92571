import { useEffect, useRef, useState } from "react";
import { formatDay } from "@/kit/lib/days";
import type { Drag, DragHandle } from "@/kit/lib/use-drag";
import type { EntityMeta } from "../meta";
import type { EntityRecord } from "../record";
import type { CalendarLook } from "./calendar";
import { DayCell } from "./DayCell";
import type { DayContent } from "./useCalendar";

export interface DaysProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  look: CalendarLook;
  days: string[];
  on: (day: string) => DayContent;
  loading: boolean;
  drag: Drag<EntityRecord> | null;
  /** Null for people who may not move records. */
  handlers: DragHandle<EntityRecord>["handlers"] | null;
}

/** A month as weeks below each other, or one week. */
export function DayGrid({ entity, entities, look, days, on, loading, drag, handlers }: DaysProps) {
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const frame = useRef<HTMLDivElement>(null);
  const fit = useFit(frame, weeks.length);
  return (
    <div ref={frame} role="grid" aria-label={`${entity.label} by ${look.field.label.toLowerCase()}`} aria-busy={loading || undefined} className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-line">
      <div role="row" className="grid shrink-0 grid-cols-7 gap-px pb-px">
        {days.slice(0, 7).map((day) => (
          <div key={day} role="columnheader" className="bg-n-2 px-2 py-1 text-xs font-medium text-ink-2">
            {formatDay(day, { weekday: "short" })}
          </div>
        ))}
      </div>
      <div role="rowgroup" className="grid min-h-0 flex-1 auto-rows-fr gap-px">
        {weeks.map((week) => (
          <div key={week[0]} role="row" className="grid min-h-0 grid-cols-7 gap-px">
            {week.map((day) => (
              <DayCell key={day} entity={entity} entities={entities} look={look} day={day} content={on(day)} fit={look.span === "week" ? null : fit} drag={drag} handlers={handlers} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

const head = 28;
const line = 24;

/** How many records fit into a day of the month. */
function useFit(frame: React.RefObject<HTMLElement | null>, weeks: number): number {
  const [height, setHeight] = useState(600);
  useEffect(() => {
    if (!frame.current) return;
    const resized = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height));
    resized.observe(frame.current);
    return () => resized.disconnect();
  }, [frame]);
  return Math.max(1, Math.floor(((height - head) / weeks - head) / line));
}
