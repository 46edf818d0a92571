import { ChevronLeft, ChevronRight } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { firstWeekday, formatDay, formatDayRange, today } from "@/kit/lib/days";
import { formatNumber } from "@/kit/lib/format";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useDrag } from "@/kit/lib/use-drag";
import { useMedia } from "@/kit/lib/use-media";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { ErrorState } from "@/kit/ui/states";
import { FilterBar } from "../filters/FilterBar";
import type { LayoutProps } from "../list/ListLayout";
import { useEntities } from "../meta";
import { counted, type EntityRecord, titleOf } from "../record";
import { OptionSelect } from "../views/OptionSelect";
import { calendarFields } from "../views/look";
import { type CalendarLook, calendarLook, daysOf, readCalendar, stepped, turned } from "./calendar";
import { DayGrid } from "./DayGrid";
import { putOn, useCalendar } from "./useCalendar";

const Agenda = lazy(() => import("./Agenda"));

/** The records on the days of a month or week; dragging one to another day changes its date. */
export default function CalendarLayout(props: LayoutProps) {
  const look = readCalendar(props.entity, props.view.look.options);
  return look ? <Calendar {...props} look={look} /> : null;
}

function Calendar({ entity, view, searchRef, look }: LayoutProps & { look: CalendarLook }) {
  const entities = useEntities();
  const phone = useMedia("(max-width: 767px)");
  const { field } = look;
  const days = daysOf(look, firstWeekday());
  const calendar = useCalendar(entity, field, view.state, days[0] ?? "", days.at(-1) ?? "", !view.waiting);
  const show = (next: Partial<CalendarLook>, replace = false) => view.setLook(calendarLook({ ...look, ...next }), { replace });
  const full = (day: string) => formatDay(day, { weekday: "long", day: "numeric", month: "long" });
  const mayMove = entity.permissions.write && !field.read_only && !view.state.deleted;
  const { drag, said, handlers } = useDrag<EntityRecord>({
    home: (record) => String(record[field.name]).slice(0, 10),
    step: (from, key) => (days.includes(stepped(from, key)) ? stepped(from, key) : null),
    onDrop: (record, day) => void putOn(entity, field, record, day, full(day)),
    say: (record, over, phase) => {
      if (over === null) return `${titleOf(entity, record)} stays on its day.`;
      if (phase === "lifted") return `Lifted ${titleOf(entity, record)} from ${full(over)}. Arrows choose the day, Space drops, Escape puts it back.`;
      return phase === "dropped" ? `Dropped ${titleOf(entity, record)} on ${full(over)}.` : full(over);
    },
  });
  const shared = { entity, entities, look, days, on: calendar.on, loading: calendar.loading, drag, handlers: mayMove ? handlers : null };
  return (
    <>
      <FilterBar entity={entity} state={view.state} onChange={view.change} searchRef={searchRef} />
      <Toolbar {...{ entity, look, days, show }} />
      {calendar.error ? (
        <ErrorState error={calendar.error} doing={`load the ${entity.label.toLowerCase()}`} onRetry={calendar.retry} />
      ) : phone ? (
        <Suspense fallback={<div className="flex-1" />}>
          <Agenda {...shared} onPick={(at) => show({ at }, true)} />
        </Suspense>
      ) : (
        <DayGrid {...shared} />
      )}
      <p id="calendar-keys" hidden>Space lifts it to another day</p>
      <p role="status" className="sr-only">{said}</p>
      <div role="group" aria-label="Totals" className="flex min-h-8 shrink-0 items-center gap-4 text-sm text-ink-2 tabular-nums">
        <p aria-live="polite">{calendar.total === undefined ? "…" : `${counted(entity, calendar.total, formatNumber(calendar.total))} shown`}</p>
        {calendar.without > 0 && (
          <Link to={`/${entity.name}?${field.name}__null=true`} className="rounded-sm underline-offset-4 hover:text-ink hover:underline">
            {formatNumber(calendar.without)} without {field.label.toLowerCase()}
          </Link>
        )}
      </div>
    </>
  );
}

interface ToolbarProps {
  entity: LayoutProps["entity"];
  look: CalendarLook;
  days: string[];
  show: (next: Partial<CalendarLook>, replace?: boolean) => void;
}

function Toolbar({ entity, look, days, show }: ToolbarProps) {
  const fields = calendarFields(entity);
  const phone = useMedia("(max-width: 767px)");
  const month = phone ? "short" : "long";
  const title = look.span === "week" ? formatDayRange(days[0] ?? "", days.at(-1) ?? "", month) : formatDay(look.at, { month, year: "numeric" });
  useShortcut("t", "Today", () => show({ at: today() }));
  useShortcut("[", `Former ${look.span}`, () => show({ at: turned(look, -1) }, true));
  useShortcut("]", `Next ${look.span}`, () => show({ at: turned(look, 1) }, true));
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <IconButton size="sm" label={`Former ${look.span}`} onClick={() => show({ at: turned(look, -1) }, true)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton size="sm" label={`Next ${look.span}`} onClick={() => show({ at: turned(look, 1) }, true)}>
        <ChevronRight aria-hidden />
      </IconButton>
      <h2 aria-live="polite" className="mr-1 text-lg font-semibold tabular-nums">{title}</h2>
      <Button size="sm" onClick={() => show({ at: today() })}>Today</Button>
      <div className="ml-auto flex items-center gap-3">
        {fields.length > 1 && <OptionSelect label="Days by" value={look.field.name} choices={fields.map((one) => ({ value: one.name, label: one.label }))} onChange={(name) => show({ field: fields.find((one) => one.name === name) ?? look.field })} />}
        <div role="group" aria-label="Span" className="flex h-7 items-center gap-0.5 rounded-md bg-n-3 p-0.5 text-sm pointer-coarse:h-10">
          {(["month", "week"] as const).map((span) => (
            <button key={span} type="button" aria-pressed={look.span === span} onClick={() => show({ span })} className={`h-full rounded-sm px-2.5 capitalize ${look.span === span ? "bg-surface font-medium shadow-[0_0_0_1px_var(--color-line)]" : "text-ink-2 hover:text-ink"}`}>
              {span}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
