import { describe, expect, it } from "vitest";
import type { EventKind } from "./api";
import { groupsOf, inWords, means, stateOf, toggleEvent, toggleGroup } from "./events";

const event = (entity: string, action: string): EventKind => ({ name: `${entity}.${action}`, entity, action, label: action });
const all = ["invoices", "tasks"].flatMap((entity) => ["created", "updated", "deleted"].map((action) => event(entity, action)));
const labels: Record<string, string> = { invoices: "Invoices" };
const groups = groupsOf(all, (entity) => labels[entity]);
const [invoices, tasks] = groups;
if (!invoices || !tasks) throw new Error("two groups");
const created = event("invoices", "created");

describe("events", () => {
  it("stand by entity, under its label", () => {
    expect(groups.map(({ label, events }) => [label, events.length])).toEqual([["Invoices", 3], ["Tasks", 3]]);
  });

  it("are meant by name, by entity and by everything", () => {
    expect(means(["invoices.created"], created)).toBe(true);
    expect(means(["invoices.*"], created)).toBe(true);
    expect(means(["*"], created)).toBe(true);
    expect(means(["invoices.updated", "tasks.*"], created)).toBe(false);
  });

  it("of an entity are all, some or none", () => {
    expect(stateOf(["*"], invoices)).toBe(true);
    expect(stateOf(["invoices.created"], invoices)).toBe("indeterminate");
    expect(stateOf(["tasks.*"], invoices)).toBe(false);
  });

  it("become their entity's pattern when the last one is chosen, and names when one is taken out", () => {
    const two = toggleEvent(["invoices.created"], event("invoices", "updated"), groups);
    expect(two).toEqual(["invoices.created", "invoices.updated"]);
    expect(toggleEvent(two, event("invoices", "deleted"), groups)).toEqual(["invoices.*"]);
    expect(toggleEvent(["invoices.*"], created, groups)).toEqual(["invoices.updated", "invoices.deleted"]);
  });

  it("are chosen and taken out by entity, also out of everything", () => {
    expect(toggleGroup([], invoices, groups)).toEqual(["invoices.*"]);
    expect(toggleGroup(["invoices.created", "tasks.*"], invoices, groups)).toEqual(["tasks.*", "invoices.*"]);
    expect(toggleGroup(["*"], invoices, groups)).toEqual(["tasks.*"]);
    expect(toggleEvent(["*"], created, groups)).toEqual(["tasks.*", "invoices.updated", "invoices.deleted"]);
  });

  it("are told in words", () => {
    expect(inWords(["*", "tasks.*"], (entity) => labels[entity])).toEqual(["Every event"]);
    const some = ["tasks.created", "invoices.*", "tasks.status_changed"];
    expect(inWords(some, (entity) => labels[entity])).toEqual(["Tasks: created, status changed", "Invoices: all"]);
  });
});
