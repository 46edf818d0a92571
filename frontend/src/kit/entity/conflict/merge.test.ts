import { describe, expect, it } from "vitest";
import { customers } from "@/kit/testing/entities";
import type { EntityRecord } from "../record";
import { differencesOf, merged, openChoices } from "./merge";

const base: EntityRecord = { id: "1", version: 3, created_at: "", updated_at: "", deleted_at: null, code: "ERNSH", name: "Ernst Handel", city: "Graz", country: "Austria", phone: null, region: null };
const theirs: EntityRecord = { ...base, version: 4, city: "Wien", region: "Wien", country: "Österreich" };
const mine = { city: "Linz", phone: "0732 1", country: "Österreich" };

describe("two people change the same record", () => {
  const differences = differencesOf(customers, base, mine, theirs);

  it("tells who changed what; the same change by both is settled", () => {
    expect(differences.map(({ field, changedBy }) => [field.name, changedBy])).toEqual([["phone", "mine"], ["city", "both"], ["region", "theirs"]]);
  });
  it("asks only about what both changed", () => {
    expect(openChoices(differences, {}).map(({ field }) => field.name)).toEqual(["city"]);
    expect(openChoices(differences, { city: "mine" })).toEqual([]);
  });
  it("writes what only this side changed, and what was chosen from it", () => {
    expect(merged(differences, { city: "mine" })).toEqual({ phone: "0732 1", city: "Linz" });
    expect(merged(differences, { city: "theirs" })).toEqual({ phone: "0732 1" });
    expect(merged(differences, {})).toEqual({ phone: "0732 1" });
  });
  it("finds nothing where nothing was changed", () => {
    expect(differencesOf(customers, base, { city: "Graz" }, base)).toEqual([]);
  });
});
