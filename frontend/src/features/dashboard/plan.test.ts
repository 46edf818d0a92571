import { expect, test } from "vitest";
import type { EntityMeta, FieldMeta } from "@/kit/entity/meta";
import { listOf, openStatuses, planOf } from "./plan";

const field = (name: string, kind: FieldMeta["kind"], more: Partial<FieldMeta> = {}) => ({ name, kind, label: name, filter: true, synonyms: [], choices: null, default: null, target: null, ...more }) as unknown as FieldMeta;
const status = (transitions: Record<string, string[]>, first: string) => field("status", "status", { default: first, choices: Object.keys(transitions).map((value) => ({ value, label: value })) });

function entity(name: string, transitions: Record<string, string[]>, more: Partial<EntityMeta>): EntityMeta {
  const fields = [status(transitions, Object.keys(transitions)[0] ?? ""), ...(more.fields ?? [])];
  const made = { name, label: name, label_singular: name, relations: [], inverses: [], date_field: null, money_field: null, title_field: "name", ...more, fields, status: { field: "status", transitions } };
  return made as unknown as EntityMeta;
}

// two businesses that are not the sample: nothing may be known by name
const clients = entity("clients", { lead: ["active", "gone"], active: ["gone"], gone: ["active"] }, {});
const orders = entity("orders", { placed: ["shipped", "void"], shipped: ["settled", "void"], settled: [], void: [] }, {
  money_field: "price", date_field: "placed_on", relations: [{ field: "buyer", target: "clients" }],
  fields: [field("placed_on", "date"), field("due_on", "date", { synonyms: ["deadline"] }), field("price", "money"), field("buyer", "ref", { target: "clients" })],
});
const jobs = entity("jobs", { open: ["working", "done"], working: ["open", "done"], done: ["open"] }, { fields: [field("worker", "user"), field("until", "date", { synonyms: ["deadline"] })] });

test("a status is open unless it leads nowhere, or only back to the beginning", () => {
  expect(openStatuses(orders)).toEqual(["placed", "shipped"]);
  expect(openStatuses(jobs)).toEqual(["open", "working"]);
  expect(openStatuses(clients)).toEqual([]); // never done: nothing is open either
});

test("six figures, the money first, each with the list behind it", () => {
  const plan = planOf([clients, orders, jobs], "2026-11-20");
  expect(plan.figures).toHaveLength(6);
  expect(plan.figures[0]).toMatchObject({ id: "orders.all", money: "price", along: { field: "placed_on", period: "month" } });
  const late = plan.figures.find((figure) => figure.id === "jobs.late");
  expect(late && listOf(late.entity, late.search)).toBe("/jobs?status__in=open%2Cworking&until__lt=2026-11-20");
  expect(plan.figures.map((figure) => figure.entity.name)).toEqual(["orders", "orders", "orders", "jobs", "jobs", "clients"]);
});

test("charts and the own list come from what is declared", () => {
  const plan = planOf([clients, orders, jobs], "2026-11-20");
  expect(plan.columns).toMatchObject({ date: "placed_on", money: "price", status: { name: "status" } });
  expect(plan.ranking).toMatchObject({ entity: { name: "orders" }, target: { name: "clients" }, field: "buyer" });
  expect(plan.mine).toMatchObject({ entity: { name: "jobs" }, search: { worker: "me", status__in: "open,working", sort: "until" } });
});

test("without money, dates and people there is still a count, and nothing is invented", () => {
  const plan = planOf([clients], "2026-11-20");
  expect(plan.figures.map((figure) => [figure.id, figure.money])).toEqual([["clients.all", null]]);
  expect([plan.columns, plan.ranking, plan.mine]).toEqual([null, null, null]);
});
