/** Small preferences kept on this device. Storage can be blocked or full: then the preference lasts for this page only. */
import { useCallback, useState } from "react";

const prefix = "groundwork.";

export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // blocked or full storage is no reason to fail
  }
}

function readJson<T>(name: string, initial: T): T {
  const text = readStored(name);
  if (text === null) return initial;
  try {
    return JSON.parse(text) as T;
  } catch {
    return initial;
  }
}

/** A JSON value remembered on this device under `name`; another name is another value. */
export function useStored<T>(name: string, initial: T): [T, (value: T) => void] {
  const [kept, setKept] = useState<{ name: string; value: T }>(() => ({ name, value: readJson(name, initial) }));
  const current = kept.name === name ? kept : { name, value: readJson(name, initial) };
  if (current !== kept) setKept(current);
  const store = useCallback(
    (next: T) => {
      setKept({ name, value: next });
      writeStored(name, next === null ? null : JSON.stringify(next));
    },
    [name],
  );
  return [current.value, store];
}
