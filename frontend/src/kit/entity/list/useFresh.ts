import { useEffect, useRef, useState } from "react";
import type { Rows } from "./useRows";

const nobody: ReadonlySet<string> = new Set();

/**
 * Rows that have come or changed since they were first shown, for a few seconds, so that work of others is seen.
 * `view` names what is shown (filters, order): another view is not news, nor is a row that was scrolled to.
 */
export function useFresh(loaded: Rows["loaded"], view: string): ReadonlySet<string> {
  const known = useRef<{ view: string; places: Set<number>; versions: Map<string, number> } | null>(null);
  const [fresh, setFresh] = useState(nobody);
  useEffect(() => {
    const before = known.current;
    const places = new Set(loaded.map(({ index }) => index));
    const versions = new Map(loaded.map(({ record }) => [record.id, record.version]));
    if (loaded.length === 0) return;
    known.current = { view, places, versions };
    if (before?.view !== view) return;
    const isNews = ({ index, record }: Rows["loaded"][number]) => (before.versions.has(record.id) ? before.versions.get(record.id) !== record.version : before.places.has(index));
    const edge = Math.max(...places); // what others add pushes a known row over the edge of what is held: that one is not news
    const found = loaded.filter((one) => isNews(one) && one.index !== edge).map(({ record }) => record.id);
    if (found.length > 0) setFresh(new Set(found));
  }, [loaded, view]);
  useEffect(() => {
    if (fresh === nobody) return;
    const timer = setTimeout(() => setFresh(nobody), 4000);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
