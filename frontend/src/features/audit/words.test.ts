import { expect, test } from "vitest";
import { type Act, actorOf, originOf, verbOf } from "@/kit/lib/acts";
import { filterOf, queryOf } from "./api";
import { fieldsIn } from "./words";

const entry: Act = {
  id: "e",
  timestamp: "2026-11-20T04:00:00Z",
  actor: { user_id: "u", name: "Ada", via: "agent", agent: "data_analyst", api_key_id: null, execution_id: null },
  action: "update",
  entity_type: "invoices",
  entity_id: "i",
  label: "10479",
  old_values: { status: "sent", due_on: null, total: 1, number: 1 },
  new_values: { status: "paid", due_on: "2026-01-01", total: 2, number: 2 },
  request_id: "r",
  ip: null,
};

test("an entry says who, through what, and which fields", () => {
  expect(actorOf(entry)).toBe("Ada");
  expect(originOf(entry)).toBe("Agent: data analyst");
  expect(verbOf("update")).toBe("changed");
  expect(verbOf("password_changed")).toBe("password changed");
  expect(fieldsIn(entry)).toBe("Status, due on, total and 1 more");
});

test("what nobody did is the system's, and what a person who has left did stays his", () => {
  expect(actorOf({ ...entry, actor: { ...entry.actor, name: null } })).toBe("Former member");
  expect(actorOf({ ...entry, actor: { ...entry.actor, user_id: null, name: null, via: "system" } })).toBe("System");
});

test("the address holds the filters; a day is asked for whole", () => {
  const filter = filterOf(new URLSearchParams("user_id=u&page=3&timestamp__gte=2026-11-20&timestamp__lte=2026-11-20"));
  expect(filter).toEqual({ user_id: "u", timestamp__gte: "2026-11-20", timestamp__lte: "2026-11-20" });
  expect(queryOf(filter)).toEqual({ user_id: "u", timestamp__gte: "2026-11-20T00:00:00.000Z", timestamp__lte: "2026-11-20T23:59:59.999Z" });
});
