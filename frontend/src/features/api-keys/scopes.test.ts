import { describe, expect, it } from "vitest";
import { groupsOf, reading, stateOf, summary, toggled } from "./scopes";

const scope = (name: string) => ({ name, label: name, area: name.split(":")[0] ?? "" });
const scopes = ["webhooks:read", "invoices:delete", "invoices:read", "invoices.margin:read", "agents:use"].map(scope);
const labelOf = (area: string) => (area === "invoices" ? "Invoices" : undefined);

describe("scopes", () => {
  it("stand by area, records first, a guarded field with its record, reading first", () => {
    const groups = groupsOf(scopes, labelOf);
    expect(groups.map((group) => group.label)).toEqual(["Invoices", "Agents", "Webhooks"]);
    expect(groups[0]?.scopes.map((one) => one.name)).toEqual(["invoices:read", "invoices.margin:read", "invoices:delete"]);
  });
  it("are chosen one by one or as an area", () => {
    const group = groupsOf(scopes, labelOf)[0];
    if (!group) throw new Error("no group");
    const all = group.scopes.map((one) => one.name);
    expect(stateOf([], group)).toBe(false);
    expect(stateOf(["invoices:read"], group)).toBe("indeterminate");
    expect(toggled(["agents:use", "invoices:read"], all)).toEqual(["agents:use", ...all]);
    expect(stateOf(all, group)).toBe(true);
    expect(toggled(all, all)).toEqual([]);
  });
  it("are told in a few words", () => {
    expect(reading(scopes)).toEqual(["webhooks:read", "invoices:read", "invoices.margin:read"]);
    expect(summary(["invoices:read", "invoices:write"], labelOf)).toBe("Invoices");
    expect(summary(["invoices:read", "agents:use", "webhooks:read", "audit:read"], labelOf)).toBe("Invoices, Agents and 2 more");
  });
});
