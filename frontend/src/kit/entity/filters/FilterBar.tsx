import { Search, Trash2, X } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useDebounced } from "@/kit/lib/use-debounced";
import { Button } from "@/kit/ui/button";
import { Input } from "@/kit/ui/input";
import type { EntityMeta } from "../meta";
import { AddFilter } from "./AddFilter";
import { FilterControl } from "./FilterControl";
import { isFiltered, type ListState } from "./filters";

interface FilterBarProps {
  entity: EntityMeta;
  state: ListState;
  onChange: (next: ListState, options?: { replace?: boolean }) => void;
  searchRef: RefObject<HTMLInputElement | null>;
}

/** Search, the filters as sentences, and a way to add and to clear them. */
export function FilterBar({ entity, state, onChange, searchRef }: FilterBarProps) {
  const quick = entity.fields.filter((field) => field.filter && (field.kind === "status" || field.kind === "enum")).slice(0, 3);
  const others = state.filters.filter((filter) => !quick.some((field) => field.name === filter.path));
  return (
    <div className="flex min-h-8 min-w-0 shrink-0 flex-wrap items-center gap-2">
      {entity.fields.some((field) => field.search) && <SearchBox entity={entity} state={state} onChange={onChange} inputRef={searchRef} />}
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
    </div>
  );
}

/** The text goes into the address once typing pauses; an address that changes (Back) comes back into the box. */
function SearchBox({ entity, state, onChange, inputRef }: Omit<FilterBarProps, "searchRef"> & { inputRef: RefObject<HTMLInputElement | null> }) {
  const [text, setText] = useState(state.q);
  const settled = useDebounced(text, 200);
  const known = useRef(state.q); // what this box and the address last agreed on
  const commit = useEffectEvent((q: string) => {
    if (q === known.current) return;
    known.current = q;
    onChange({ ...state, q }, { replace: true });
  });
  const adopt = useEffectEvent((q: string) => {
    if (q === known.current) return;
    known.current = q;
    setText(q);
  });
  useEffect(() => commit(settled.trim()), [settled]);
  useEffect(() => adopt(state.q), [state.q]);
  return (
    <div className="relative w-56 max-md:w-0 max-md:min-w-40 max-md:flex-1">
      <Search className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-ink-2" aria-hidden />
      <Input
        ref={inputRef}
        type="search"
        aria-label={`Search ${entity.label.toLowerCase()}`}
        placeholder={`Search ${entity.label.toLowerCase()}`}
        className="h-7 pl-8"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && (text ? setText("") : event.currentTarget.blur())}
      />
    </div>
  );
}
