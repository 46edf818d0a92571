import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { formatNumber } from "@/kit/lib/format";
import { Checkbox } from "@/kit/ui/toggles";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { useNames } from "../names";
import { statsQuery } from "../queries";
import { amongValues, chosenValues, type Condition, type ListState, searchOf, withFilter } from "./filters";

export interface EditorProps {
  entity: EntityMeta;
  field: FieldMeta;
  state: ListState;
  conditions: Condition[];
  onChange: (conditions: Condition[]) => void;
}

const none = "\u0000none";

/** Values to tick, each with how many records have it under the other filters. */
export function FacetEditor({ entity, field, state, conditions, onChange, autoFocus = true }: EditorProps & { autoFocus?: boolean }) {
  const others = searchOf(withFilter(state, field.name, []));
  const { data, isPending } = useQuery(statsQuery(entity, others, { group_by: field.name, sort: "-count", limit: 100 }));
  const counts = new Map(data?.items.map((item) => [String(item.group[field.name] ?? none), item.count]));
  const chosen = new Set(conditions.some(({ op, value }) => op === "null" && value === "true") ? [none] : chosenValues(conditions));
  const values = field.choices?.length ? field.choices.map((choice) => choice.value) : [...new Set([...chosen, ...counts.keys()])].filter((value) => value !== none);
  const names = useNames(field, values.filter((value) => value !== "me"));
  const empty = counts.has(none) || chosen.has(none);
  const toggle = (value: string) => {
    if (value === none) return onChange(chosen.has(none) ? [] : [{ op: "null", value: "true" }]);
    const next = new Set(chosen);
    next.delete(none);
    if (!next.delete(value)) next.add(value);
    onChange(amongValues(values.filter((one) => next.has(one))));
  };
  const label = (value: string) => (value === none ? "Empty" : field.kind === "boolean" ? (value === "true" ? "Yes" : "No") : field.choices?.length ? choiceLabel(field, value) : (names[value] ?? value));
  return (
    <Command label={`${field.label} is`} className="w-64">
      <Command.Input autoFocus={autoFocus} placeholder={`Find in ${field.label.toLowerCase()}…`} className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none" />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        {isPending && !field.choices?.length && <p className="px-2 py-2 text-ink-2">Loading…</p>}
        <Command.Empty className="px-2 py-2 text-ink-2">Nothing found.</Command.Empty>
        {[...values, ...(empty ? [none] : [])].map((value) => (
          <Command.Item key={value} value={value} keywords={[label(value)]} onSelect={() => toggle(value)} className="popup-item">
            <Checkbox checked={chosen.has(value)} tabIndex={-1} aria-hidden className="pointer-events-none" />
            <span className="min-w-0 flex-1 truncate">
              {label(value)}
              {chosen.has(value) && <span className="sr-only">, chosen</span>}
            </span>
            <span className="text-xs text-ink-2 tabular-nums">{data ? formatNumber(counts.get(value) ?? 0) : ""}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
