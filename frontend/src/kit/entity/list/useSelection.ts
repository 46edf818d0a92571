import { useCallback, useMemo, useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  /** Of all rows that are loaded: for the box in the header. */
  all: boolean | "indeterminate";
  /** Ticks or unticks a row; with `range`, every row from the last one that was ticked. */
  toggle: (id: string, range?: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
}

/** Which of the rows are ticked. Rows that have gone (deleted, filtered out) are no longer counted. */
export function useSelection(rowIds: string[]): Selection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  const ids = useMemo(() => new Set(rowIds.filter((id) => picked.has(id))), [rowIds, picked]);
  const toggle = useCallback(
    (id: string, range = false) => {
      const next = new Set(ids);
      const span = range && anchor ? between(rowIds, anchor, id) : [id];
      const on = !ids.has(id);
      for (const one of span)
        if (on) next.add(one);
        else next.delete(one);
      setPicked(next);
      setAnchor(id);
    },
    [ids, anchor, rowIds],
  );
  const toggleAll = useCallback(() => setPicked(ids.size === rowIds.length ? new Set() : new Set(rowIds)), [ids, rowIds]);
  const clear = useCallback(() => setPicked(new Set()), []);
  const all = ids.size > 0 && (ids.size === rowIds.length || "indeterminate");
  return { ids, all, toggle, toggleAll, clear };
}

function between(ids: string[], from: string, to: string): string[] {
  const [start, end] = [ids.indexOf(from), ids.indexOf(to)].toSorted((a, b) => a - b) as [number, number];
  return start === -1 ? [to] : ids.slice(start, end + 1);
}
