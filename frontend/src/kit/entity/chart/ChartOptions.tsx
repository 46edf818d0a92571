import { ChartArea, ChartBar, ChartColumn, ChartLine, type LucideIcon, Table2 } from "lucide-react";
import { cn } from "@/kit/lib/cn";
import { Tooltip } from "@/kit/ui/tooltip";
import type { EntityMeta } from "../meta";
import { OptionSelect } from "../views/OptionSelect";
import { measureName } from "./data";
import { amountFields, type ChartLook, distinctFields, isTime, type Period, periods, pointFields, seriesFields, type Shape, shapes, type Verb, verbs } from "./look";

const icons: Record<Shape, { label: string; icon: LucideIcon }> = {
  columns: { label: "Columns", icon: ChartColumn },
  bars: { label: "Bars", icon: ChartBar },
  line: { label: "Line", icon: ChartLine },
  area: { label: "Area", icon: ChartArea },
  table: { label: "Table only", icon: Table2 },
};

interface ChartOptionsProps {
  entities: EntityMeta[];
  entity: EntityMeta;
  look: ChartLook;
  onChange: (next: Partial<ChartLook>) => void;
}

/** The sentence that makes a chart: what, by what, apart by what, in which shape. */
export function ChartOptions({ entities, entity, look, onChange }: ChartOptionsProps) {
  const points = pointFields(entities, entity);
  const measures = [
    { verb: "count" as Verb, of: "" },
    ...amountFields(entity).flatMap((field) => verbs.map((verb) => ({ verb: verb as Verb, of: field.name }))),
    ...distinctFields(entity).map((field) => ({ verb: "distinct" as Verb, of: field.name })),
  ];
  const choose = (by: string) => {
    const time = isTime(points.find((field) => field.name === by));
    onChange({ by, period: time ? (look.period ?? "month") : null, ...(look.series === by ? { series: "" } : {}), ...(!time && (look.shape === "line" || look.shape === "area") ? { shape: "bars" as const } : {}) });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <OptionSelect label="Show" value={`${look.verb}~${look.of}`} choices={measures.map((one) => ({ value: `${one.verb}~${one.of}`, label: measureName(entity, one) }))} onChange={(value) => onChange({ verb: value.split("~")[0] as Verb, of: value.split("~")[1] ?? "" })} />
      <OptionSelect label="by" value={look.by} choices={points.map((field) => ({ value: field.name, label: field.label }))} onChange={choose} />
      {look.period && <OptionSelect label="per" value={look.period} choices={periods.map((period) => ({ value: period, label: period }))} onChange={(period) => onChange({ period: period as Period })} />}
      <OptionSelect label="apart by" value={look.series || "none"} choices={[{ value: "none", label: "nothing" }, ...seriesFields(entities, entity).filter((field) => field.name !== look.by).map((field) => ({ value: field.name, label: field.label }))]} onChange={(value) => onChange({ series: value === "none" ? "" : value })} />
      <div role="group" aria-label="Shape" className="ml-auto flex h-7 items-center gap-0.5 rounded-md bg-n-3 p-0.5 pointer-coarse:h-10">
        {shapes.map((shape) => {
          const { label, icon: Icon } = icons[shape];
          return (
            <Tooltip key={shape} content={label}>
              <button type="button" aria-label={label} aria-pressed={look.shape === shape} onClick={() => onChange({ shape })} className={cn("grid h-full w-7 place-items-center rounded-sm pointer-coarse:w-10 [&_svg]:size-4", look.shape === shape ? "bg-surface shadow-[0_0_0_1px_var(--color-line)]" : "text-ink-2 hover:text-ink")}>
                <Icon aria-hidden />
              </button>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}
