/** What this browser itself is writing: nobody is in conflict with themselves, and what is not saved yet does not vanish from a list. */
import type { Page } from "@/kit/api/query";
import type { EntityRecord, Values } from "./record";

/** By record, the last write that is under way or waits for the one before it. */
const queue = new Map<string, Promise<unknown>>();
/** By record, the versions that writes of this browser led through without a break. */
const steps = new Map<string, { from: number; to: number }>();
/** By record, values that are on their way to the server. */
const held = new Map<string, Values>();

/** The version that own writes have made of one that was read: a list may not have been read again since. */
function newest(id: string, version: number): number {
  const own = steps.get(id);
  return own && version >= own.from && version < own.to ? own.to : version;
}

/**
 * Writes over a version of a record, after the own writes that are under way. Where the version that was read is only behind own
 * writes, it is written over the newest of them; a version of somebody else in between is refused by the server (412) as ever.
 */
export function inTurn(id: string, version: number, write: (version: number) => Promise<EntityRecord>): Promise<EntityRecord> {
  const writing = (queue.get(id) ?? Promise.resolve()).then(async () => {
    const base = newest(id, version);
    const after = await write(base);
    const own = steps.get(id);
    steps.set(id, { from: own?.to === base ? own.from : base, to: after.version });
    return after;
  });
  const settled: Promise<unknown> = writing
    .catch(() => undefined) // its own caller says so
    .finally(() => queue.get(id) === settled && queue.delete(id));
  queue.set(id, settled);
  return writing;
}

/** Until `writing` settles, whatever list is read shows these values of a record. */
export function hold(id: string, values: Values, writing: Promise<unknown>): void {
  held.set(id, values);
  const release = () => held.get(id) === values && held.delete(id);
  writing.then(release, release);
}

/** A page as the server sent it, with what is on its way there. */
export function asHeld(page: Page<EntityRecord>): Page<EntityRecord> {
  return held.size === 0 ? page : { ...page, items: page.items.map((record) => ({ ...record, ...held.get(record.id) })) };
}
