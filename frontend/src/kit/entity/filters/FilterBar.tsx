import { Search } from "lucide-react";
import { lazy, memo, type RefObject, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { useDebounced } from "@/kit/lib/use-debounced";
import { Input } from "@/kit/ui/input";
import type { EntityMeta } from "../meta";
import type { ListState } from "./filters";

const Filters = lazy(() => import("./Filters"));

interface FilterBarProps {
  entity: EntityMeta;
  state: ListState;
  onChange: (next: ListState, options?: { replace?: boolean }) => void;
  searchRef: RefObject<HTMLInputElement | null>;
}

/** Search, and the filters as sentences. */
export const FilterBar = memo(function FilterBar({ entity, state, onChange, searchRef }: FilterBarProps) {
  return (
    <div className="flex min-h-8 min-w-0 shrink-0 flex-wrap items-center gap-2">
      {entity.fields.some((field) => field.search) && <SearchBox entity={entity} state={state} onChange={onChange} inputRef={searchRef} />}
      <Suspense fallback={null}>
        <Filters entity={entity} state={state} onChange={onChange} />
      </Suspense>
    </div>
  );
});

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
