import { CirclePlus, X } from "lucide-react";
import { lazy, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { Popover } from "@/kit/ui/popover";
import { type EntityMeta, type FieldMeta, useEntities } from "../meta";
import { useNames } from "../names";
import { filterFields } from "./fields";
import { chosenValues, conditionsOn, type ListState, withFilter } from "./filters";
import { sentenceOf } from "./sentence";

const FilterEditor = lazy(() => import("./FilterEditor"));

export interface FilterControlProps {
  entity: EntityMeta;
  /** The field, relation path or inverse that is filtered. */
  path: string;
  state: ListState;
  onChange: (next: ListState) => void;
  /** Shown without a filter too, as an invitation; only in a wide window. */
  quick?: boolean;
}

/** A filter as the sentence it says, with a cross to remove it; a press on the sentence edits it. */
export function FilterControl({ entity, path, state, onChange, quick }: FilterControlProps) {
  const [open, setOpen] = useState(false);
  const entities = useEntities();
  const field = filterFields(entities, entity).find((one) => one.name === path);
  const conditions = conditionsOn(state, path);
  const [subject, rest] = useSentence(entity, path, state, field);
  const active = conditions.length > 0;
  const label = active ? `${subject} ${rest}`.trim() : `Filter by ${field?.label.toLowerCase()}`;
  const trigger = (
    <button
      type="button"
      aria-label={label}
      disabled={!field}
      className={cn("flex h-7 min-w-0 items-center gap-1 px-2 text-sm pointer-coarse:h-10", active ? "rounded-l-md" : "rounded-md", field && "hover:bg-hover data-[state=open]:bg-active")}
    >
      {active ? <span className="truncate text-ink-2">{subject && `${subject} `}<span className="font-medium text-ink">{rest}</span></span> : <><CirclePlus className="size-3.5 text-ink-2" aria-hidden /> {field?.label}</>}
    </button>
  );
  return (
    <div className={cn("flex max-w-80 shrink-0 items-center rounded-md border", active ? "border-n-7 bg-surface" : "border-dashed border-n-8", quick && !active && "max-lg:hidden")}>
      {field ? (
        <Popover trigger={trigger} open={open} onOpenChange={setOpen} label={`Filter by ${field.label.toLowerCase()}`} className="p-0">
          <FilterEditor entity={entity} field={field} state={state} conditions={conditions} onChange={(next) => onChange(withFilter(state, path, next))} />
        </Popover>
      ) : (
        trigger
      )}
      {active && (
        <button type="button" aria-label={`Remove filter: ${label}`} onClick={() => onChange(withFilter(state, path, []))} className="grid h-7 w-6 shrink-0 place-items-center rounded-r-md text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:h-10 pointer-coarse:w-10">
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </div>
  );
}

function useSentence(entity: EntityMeta, path: string, state: ListState, field: FieldMeta | undefined): [string, string] {
  const entities = useEntities();
  const conditions = conditionsOn(state, path);
  const names = useNames(field, [...chosenValues(conditions), ...conditions.filter(({ op }) => op === "nin").flatMap(({ value }) => value.split(","))].filter((value) => value !== "me"));
  return sentenceOf(entities, entity, { path, conditions }, (_path, id) => names[id]);
}
