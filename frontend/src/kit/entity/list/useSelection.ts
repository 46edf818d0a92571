import { useCallback, useMemo, useState } from "react";
import type { EntityRecord } from "../record";
import type { Rows } from "./useRows";

export interface Selection {
  ids: ReadonlySet<string>;
  /** The ticked records as they were last seen, also those that have been scrolled away from. */
  records: EntityRecord[];
  /** Of all rows that are held: for the box in the header. */
  all: boolean | "indeterminate";
  /** Ticks or unticks a row; with `range`, every row from the last one that was ticked. */
  toggle: (id: string, range?: boolean) => void;
  toggleAll: () => void;
  /** Ticks these as well. */
  add: (records: EntityRecord[]) => void;
  clear: () => void;
}

/** Ticked rows by id, each with the place where it was seen. */
type Picked = ReadonlyMap<string, { index: number; record: EntityRecord }>;

const nothing: Picked = new Map();

/** Which of the rows are ticked. Those that have gone (deleted, filtered out) are no longer counted. */
export function useSelection(rows: Rows): Selection {
  const [picked, setPicked] = useState(nothing);
  const [anchor, setAnchor] = useState<string | null>(null);
  const now = useMemo(() => present(picked, rows), [picked, rows]);
  const toggle = useCallback(
    (id: string, range = false) => {
      const place = rows.loaded.findIndex(({ record }) => record.id === id);
      const from = range ? rows.loaded.findIndex(({ record }) => record.id === anchor) : -1;
      const span = from < 0 ? rows.loaded.slice(place, place + 1) : rows.loaded.slice(Math.min(from, place), Math.max(from, place) + 1);
      const next = new Map(now);
      for (const one of span)
        if (now.has(id)) next.delete(one.record.id);
        else next.set(one.record.id, one);
      setPicked(next);
      setAnchor(id);
    },
    [rows, now, anchor],
  );
  const whole = rows.loaded.length > 0 && rows.loaded.every(({ record }) => now.has(record.id));
  const toggleAll = useCallback(() => setPicked(whole ? nothing : new Map(rows.loaded.map((one) => [one.record.id, one]))), [rows, whole]);
  const add = useCallback((records: EntityRecord[]) => setPicked((before) => new Map([...before, ...records.map((record, index) => [record.id, { index, record }] as const)])), []);
  const clear = useCallback(() => setPicked(nothing), []);
  const ids = useMemo(() => new Set(now.keys()), [now]);
  const records = useMemo(() => [...now.values()].map(({ record }) => record), [now]);
  const all = ids.size > 0 && (whole || "indeterminate");
  return useMemo(() => ({ ids, records, all, toggle, toggleAll, add, clear }), [ids, records, all, toggle, toggleAll, add, clear]);
}

/** What is still there: a row whose place is held now must be among the rows that are held. */
function present(picked: Picked, rows: Rows): Picked {
  if (picked.size === 0) return nothing;
  const held = new Map(rows.loaded.map((one) => [one.record.id, one]));
  return new Map([...picked].flatMap(([id, seen]) => {
    const here = held.get(id);
    if (here) return [[id, here] as const];
    return rows.total !== undefined && seen.index < rows.total && rows.at(seen.index) === undefined ? [[id, seen] as const] : [];
  }));
}
