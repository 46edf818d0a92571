import { expect, it } from "vitest";
import { customers } from "@/kit/testing/entities";
import type { HistoryEntry } from "../queries";
import type { EntityRecord } from "../record";
import { handOf, linesOf, same, undoing, undoOf, versionsOf } from "./versions";

const record: EntityRecord = { id: "1", version: 4, created_at: "", updated_at: "", deleted_at: null, code: "E", name: "Ernst & Co", city: "Linz" };

function entry(action: string, old_values: object, new_values: object, actor: Partial<HistoryEntry["actor"]> = {}): HistoryEntry {
  return { id: action, timestamp: "", action, label: "", request_id: "", actor: { user_id: null, name: "Ann", via: "browser", agent: null, ...actor }, old_values: { ...old_values }, new_values: { ...new_values } };
}

const history = [
  entry("update", { city: "Wien" }, { city: "Linz" }),
  entry("update", { city: "Graz", name: "Ernst" }, { city: "Wien", name: "Ernst & Co" }),
  entry("create", {}, { code: "E", name: "Ernst", city: "Graz" }),
];

it("walks back from the present to every version", () => {
  const versions = versionsOf(record, history);
  expect(versions.map(({ before, after }) => [before.city, after.city])).toEqual([["Wien", "Linz"], ["Graz", "Wien"], [undefined, "Graz"]]);
  expect(versions[2]?.after).toMatchObject({ code: "E", name: "Ernst", city: "Graz" });
  const changed = versions[1] && linesOf(customers, versions[1]).filter((line) => line.changed).map((line) => [line.field.name, line.old, line.new]);
  expect(changed).toEqual([["name", "Ernst", "Ernst & Co"], ["city", "Graz", "Wien"]]);
});

it("takes back only fields that still exist", () => {
  expect(undoing(customers, entry("update", { city: "Graz", gone: 1 }, {}))).toEqual({ city: "Graz" });
});

it("says through what a change came", () => {
  expect(handOf(entry("update", {}, {}))).toBe("in the browser");
  expect(handOf(entry("update", {}, {}, { via: "agent", agent: "Assistant" }))).toBe("through the agent Assistant");
});

it("numbers the versions from the present one back; what is no change has no number of its own", () => {
  const told = [entry("update", { city: "Wien" }, { city: "Linz" }), entry("merge", {}, { from: {} }), ...history.slice(1)];
  expect(versionsOf({ ...record, version: 3 }, told).map((version) => version.number)).toEqual([3, 3, 2, 1]);
  const [newest] = versionsOf({ ...record, version: 3 }, told);
  expect(newest && undoOf(customers, newest)).toEqual({ version: 2, fields: ["city"] });
});

it("compares values whatever the order of their keys", () => {
  expect([same({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 }), same([1, 2], [2, 1]), same(null, undefined), same("1", 1)]).toEqual([true, false, true, false]);
});
