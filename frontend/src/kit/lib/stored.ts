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

/** A JSON value remembered on this device under `name`. */
export function useStored<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const text = readStored(name);
    if (text === null) return initial;
    try {
      return JSON.parse(text) as T;
    } catch {
      return initial;
    }
  });
  const store = useCallback(
    (next: T) => {
      setValue(next);
      writeStored(name, JSON.stringify(next));
    },
    [name],
  );
  return [value, store];
}
