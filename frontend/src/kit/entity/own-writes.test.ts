import { expect, test } from "vitest";
import { asHeld, hold, inTurn } from "./own-writes";
import type { EntityRecord } from "./record";

const record = (id: string, version: number, more = {}): EntityRecord => ({ id, version, created_at: "", updated_at: "", deleted_at: null, ...more });

/** A server with one record, which refuses what is not written over its newest version. */
function server(id: string) {
  const now = { version: 1, log: [] as string[] };
  const write = (name: string) => async (version: number) => {
    now.log.push(`${name} begins`);
    await new Promise((after) => setTimeout(after, 5));
    if (version !== now.version) throw new Error(`${name}: 412`);
    now.version += 1;
    now.log.push(`${name} is saved`);
    return record(id, now.version);
  };
  return { now, write };
}

test("two own writes over the version that was read come one after the other, and both hold", async () => {
  const { now, write } = server("two");
  await Promise.all([inTurn("two", 1, write("first")), inTurn("two", 1, write("second"))]);
  expect(now.log).toEqual(["first begins", "first is saved", "second begins", "second is saved"]);
  await inTurn("two", 2, write("third")); // a list that has seen only the first
  expect(now.version).toBe(4);
});

test("a change of somebody else in between is refused, whichever own version was read", async () => {
  const { now, write } = server("theirs");
  await inTurn("theirs", 1, write("mine"));
  now.version += 1;
  await expect(inTurn("theirs", 1, write("again"))).rejects.toThrow("412");
  await inTurn("theirs", 3, write("over theirs"));
  await expect(inTurn("theirs", 1, write("from before theirs"))).rejects.toThrow("412");
});

test("a write that is refused does not keep the next one", async () => {
  const { now, write } = server("refused");
  const refused = inTurn("refused", 1, () => Promise.reject(new Error("no")));
  const next = inTurn("refused", 1, write("next"));
  await expect(refused).rejects.toThrow("no");
  await next;
  expect(now.version).toBe(2);
});

test("what is read meanwhile shows what is being written, the newest of it, until it is settled", async () => {
  const page = { items: [record("held", 1, { day: 1 }), record("other", 1, { day: 1 })], next_cursor: null };
  const days = () => asHeld(page).items.map((one) => one.day);
  let saved = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    saved = resolve;
  });
  let refuse = (): void => undefined;
  const second = new Promise<void>((_, reject) => {
    refuse = () => reject(new Error("refused"));
  });
  hold("held", { day: 2 }, first);
  hold("held", { day: 3 }, second);
  saved();
  await first;
  expect(days()).toEqual([3, 1]);
  refuse();
  await expect(second).rejects.toThrow("refused");
  expect(days()).toEqual([1, 1]);
});
