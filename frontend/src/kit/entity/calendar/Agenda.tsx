import { Plus } from "lucide-react";
import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { formatDay, today } from "@/kit/lib/days";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { counted } from "../record";
import type { DaysProps } from "./DayGrid";
import { DayRecord } from "./DayRecord";

/** The calendar on a phone: small days with their number of records, and the records of the chosen day below. */
export default function Agenda({ entity, entities, look, days, on, loading, onPick }: DaysProps & { onPick: (day: string) => void }) {
  const chosen = look.at;
  const { records, count } = on(chosen);
  const name = formatDay(chosen, { weekday: "long", day: "numeric", month: "long" });
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto" aria-busy={loading || undefined}>
      <div className="grid shrink-0 grid-cols-7 gap-px overflow-hidden rounded-lg border border-line bg-line">
        {days.slice(0, 7).map((day) => (
          <span key={day} aria-hidden className="bg-n-2 py-1 text-center text-xs text-ink-2">{formatDay(day, { weekday: "narrow" })}</span>
        ))}
        {days.map((day) => (
          <Day key={day} day={day} count={on(day).count} chosen={day === chosen} outside={look.span === "month" && day.slice(0, 7) !== chosen.slice(0, 7)} label={counted(entity, on(day).count)} onPick={onPick} />
        ))}
      </div>
      <section aria-label={name} className="flex flex-col gap-1">
        <div className="flex items-center gap-2">
          <h3 className="text-sm font-medium">{name}</h3>
          <span className="text-sm text-ink-2 tabular-nums">{formatNumber(count)}</span>
          {entity.permissions.write && !look.field.read_only && (
            <Button asChild size="sm" variant="ghost" className="ml-auto">
              <Link to={`/${entity.name}/new?${look.field.name}=${chosen}`}><Plus aria-hidden /> New</Link>
            </Button>
          )}
        </div>
        <ul className="flex flex-col gap-1">{records.map((record) => <DayRecord key={record.id} entity={entity} entities={entities} record={record} lifted={false} handlers={undefined} />)}</ul>
        {count === 0 && !loading && <p className="text-sm text-ink-2">Nothing on this day.</p>}
        {count > records.length && <Link to={`/${entity.name}?${look.field.name}=${chosen}`} className="text-sm text-accent-text">{counted(entity, count, formatNumber(count))}</Link>}
      </section>
    </div>
  );
}

function Day({ day, count, chosen, outside, label, onPick }: { day: string; count: number; chosen: boolean; outside: boolean; label: string; onPick: (day: string) => void }) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-label={`${formatDay(day, { day: "numeric", month: "long" })}, ${label}`}
      onClick={() => onPick(day)}
      className={cn("flex h-11 flex-col items-center justify-center gap-0.5 text-sm tabular-nums", outside ? "bg-n-2 text-ink-2" : "bg-surface", chosen && "bg-accent-soft font-semibold text-accent-text", day === today() && "underline underline-offset-4")}
    >
      {Number(day.slice(8))}
      <span aria-hidden className="flex h-1 gap-0.5">
        {Array.from({ length: Math.min(3, count) }, (_, dot) => <span key={dot} className="size-1 rounded-full bg-accent" />)}
      </span>
    </button>
  );
}
