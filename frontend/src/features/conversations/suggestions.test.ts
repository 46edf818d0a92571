import { expect, test } from "vitest";
import type { Agent } from "@/kit/agent/queries";
import type { EntityMeta } from "@/kit/entity/meta";
import { suggestions } from "./suggestions";

const agent = (more: Partial<Agent>): Agent => ({ name: "a", label: "A", role: "", expertise: [], suggestions: [], tools: [], tier: "standard", provider: "", ...more });
const entity = (name: string, more: Partial<EntityMeta> = {}) => ({ name, label: name, fields: [], relations: [], ...more }) as unknown as EntityMeta;
const entities = [entity("invoices", { money_field: "total" } as Partial<EntityMeta>), entity("tasks")];

test("what the agent declares comes first, and nothing else", () => {
  expect(suggestions(agent({ suggestions: ["Split 100 EUR"], tools: ["list_invoices"] }), entities)).toEqual(["Split 100 EUR"]);
});

test("without any, the questions are about what its tools read", () => {
  expect(suggestions(agent({ tools: ["list_tasks"] }), entities)).toEqual(["How many tasks are there?"]);
  expect(suggestions(agent({ tools: ["list_tasks", "list_invoices"] }), entities)[0]).toBe("What do all invoices add up to?");
});

test("who reads nothing is asked what he does; who is not known yet, nothing", () => {
  expect(suggestions(agent({ tools: ["money_split"] }), entities)).toEqual(["What can you do for me?"]);
  expect(suggestions(undefined, entities)).toEqual([]);
});
