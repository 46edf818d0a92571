import { useEffect, useRef, useState } from "react";
import type { EntityRecord } from "../record";

const nobody: ReadonlySet<string> = new Set();

/**
 * Rows that have come or changed since they were first shown, for a few seconds, so that work of others is seen.
 * `view` names what is shown (filters, order, number of pages): another view is not news.
 */
export function useFresh(rows: EntityRecord[], view: string): ReadonlySet<string> {
  const known = useRef<{ view: string; versions: Map<string, number> } | null>(null);
  const [fresh, setFresh] = useState(nobody);
  useEffect(() => {
    const before = known.current;
    known.current = { view, versions: new Map(rows.map((row) => [row.id, row.version])) };
    if (before?.view !== view || before.versions.size === 0) return;
    const found = rows.filter((row) => before.versions.get(row.id) !== row.version).map((row) => row.id);
    if (found.length > 0) setFresh(new Set(found));
  }, [rows, view]);
  useEffect(() => {
    if (fresh === nobody) return;
    const timer = setTimeout(() => setFresh(nobody), 4000);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
