import { Trash2, X } from "lucide-react";
import { Button } from "@/kit/ui/button";
import type { EntityMeta } from "../meta";
import { AddFilter } from "./AddFilter";
import { FilterControl } from "./FilterControl";
import { isFiltered, type ListState } from "./filters";

interface FiltersProps {
  entity: EntityMeta;
  state: ListState;
  onChange: (next: ListState, options?: { replace?: boolean }) => void;
}

/** The filters that are set, those that are set most often, and a way to add and to clear them. */
export default function Filters({ entity, state, onChange }: FiltersProps) {
  const quick = entity.fields.filter((field) => field.filter && (field.kind === "status" || field.kind === "enum")).slice(0, 3);
  const others = state.filters.filter((filter) => !quick.some((field) => field.name === filter.path));
  return (
    <>
      {state.deleted && (
        <div className="flex h-7 items-center gap-1 rounded-md bg-warning-soft pl-2 text-sm font-medium text-warning-text">
          <Trash2 className="size-3.5" aria-hidden /> Deleted records
          <button type="button" aria-label="Leave the deleted records" onClick={() => onChange({ ...state, deleted: false })} className="grid size-7 place-items-center">
            <X className="size-3.5" aria-hidden />
          </button>
        </div>
      )}
      {quick.map((field) => (
        <FilterControl key={field.name} quick entity={entity} path={field.name} state={state} onChange={onChange} />
      ))}
      {others.map((filter) => (
        <FilterControl key={filter.path} entity={entity} path={filter.path} state={state} onChange={onChange} />
      ))}
      <AddFilter entity={entity} state={state} onChange={onChange} />
      {isFiltered(state) && (
        <Button size="sm" variant="ghost" onClick={() => onChange({ ...state, q: "", filters: [] })}>
          Clear all
        </Button>
      )}
    </>
  );
}
