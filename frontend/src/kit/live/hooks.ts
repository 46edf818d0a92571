import { useEffect, useEffectEvent } from "react";
import type { LiveEvents } from "./refresh";
import { onLive, subscribe } from "./store";

/** Receives a topic's events (`entity:invoices`, `conversation:<id>`) while the component is there; null for none. */
export function useTopic(topic: string | null): void {
  useEffect(() => (topic ? subscribe(topic) : undefined), [topic]);
}

/** Calls `listener` for every live event of that name while the component is there. */
export function useLiveEvent<E extends keyof LiveEvents>(name: E, listener: (event: LiveEvents[E]) => void): void {
  const latest = useEffectEvent(listener);
  useEffect(() => onLive(name, (event) => latest(event)), [name]);
}
