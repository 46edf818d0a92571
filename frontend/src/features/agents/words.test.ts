import { expect, test } from "vitest";
import type { Tool } from "./api";
import { abilitiesInWords, grouped, list, means, nameOfLabel, toolLabel } from "./words";

const tool = (name: string, subject: string, more: Partial<Tool> = {}): Tool => ({
  name, subject, description: "", source: "api", effect: "read", approval: "never", allowed: true, reaches_out: false, ...more,
});
const nameOf = (subject: string) => ({ invoices: "Invoices" })[subject];

test("what an agent may do, in words", () => {
  const lines = abilitiesInWords([{ subject: "invoices", read: true, write: true }, { subject: "tools", read: true, write: false }, { subject: "meta", read: true, write: false }], nameOf);
  expect(lines).toEqual(["Reads invoices", "Proposes changes to invoices", "Uses built-in tools"]);
  expect(abilitiesInWords([], nameOf)).toEqual(["Talks, and uses no tools"]);
  expect(list(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
});

test("a definition's words mean tools as the server reads them", () => {
  const isEntity = (subject: string) => subject === "invoices";
  expect(means("records:read", tool("list_invoices", "invoices"), isEntity)).toBe(true);
  expect(means("records:read", tool("create_invoice", "invoices", { effect: "write" }), isEntity)).toBe(false);
  expect(means("records:read", tool("list_users", "users"), isEntity)).toBe(false);
  expect(means("list_*", tool("list_users", "users"), isEntity)).toBe(true);
  expect(means("list_user", tool("list_users", "users"), isEntity)).toBe(false);
  expect(means("weather__forecast", tool("weather__forecast", "weather", { source: "server" }), isEntity)).toBe(true);
});

test("tools are grouped and found by what they are called", () => {
  const tools = [tool("list_users", "users"), tool("calculate", "tools", { source: "built_in" }), tool("list_invoices", "invoices")];
  expect(grouped(tools, "", nameOf).map((group) => group.label)).toEqual(["Invoices", "Built-in tools", "Users"]);
  expect(grouped(tools, "list inv", nameOf).map((group) => group.subject)).toEqual(["invoices"]);
  expect(toolLabel("weather__order_umbrella")).toBe("Order umbrella");
});

test("a short name from a name", () => {
  expect(nameOfLabel("Überfällige Rechnungen 2")).toBe("uberfallige_rechnungen_2");
  expect(nameOfLabel("2nd reminder!")).toBe("nd_reminder");
});
