import { describe, expect, it } from "vitest";
import { today } from "@/kit/lib/zoned";
import { type Me, useSession } from "@/kit/session/store";
import { customers, field as fieldOf, invoices } from "@/kit/testing/entities";
import type { EntityMeta, FieldMeta } from "../meta";
import { parseAmount } from "./amount";
import { emptyInput, readInput, schemaOf, toInput } from "./schema";

function field(entity: EntityMeta, name: string): FieldMeta {
  const found = entity.fields.find((one) => one.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

describe("amounts as people type them", () => {
  it.each([
    ["1234.5", "1234.5"], ["1,234.50", "1234.50"], ["1.234,50", "1234.50"], ["1 234,50", "1234.50"], ["$ 99", "99"], ["12,5", "12.5"], ["1,234", "1234"], ["1,234,567", "1234567"],
    ["0.125", "0.125"], ["-3", "-3"], ["9999999999999999.99", "9999999999999999.99"],
  ])("%s is %s", (typed, amount) => expect(parseAmount(typed)).toBe(amount));
  it.each(["", "abc", "12abc", "1.2.3,4,5", "--2"])("“%s” is no amount", (typed) => expect(parseAmount(typed)).toBeNull());
});

describe("the schema of a form", () => {
  const schema = schemaOf(invoices.fields);
  const empty = Object.fromEntries(invoices.fields.map((one) => [one.name, emptyInput(one)]));
  const filled = { ...empty, number: " R-1 ", customer: "c1", issued_on: "2026-11-20", total: { amount: "1,234.5", currency: "EUR" } };

  it("names every required field that is empty", () => {
    const { error } = schema.safeParse(empty);
    expect(error?.issues.map((issue) => [issue.path[0], issue.message])).toEqual([
      ["number", "Number is needed"], ["customer", "Customer is needed"], ["issued_on", "Issued on is needed"], ["total", "Total is needed"],
    ]);
  });
  it("gives the body of a request: trimmed, exact, null for what is empty", () => {
    expect(schema.parse(filled)).toEqual({
      number: "R-1", customer: "c1", issued_on: "2026-11-20", due_on: null, paid_on: null, total: { amount: "1234.5", currency: "EUR" }, status: "draft",
    });
  });
  it.each([
    ["number", "x".repeat(41), "At most 40 characters"],
    ["total", { amount: "ten", currency: "EUR" }, "This is not an amount, such as 1,234.50"],
    ["total", { amount: "1.005", currency: "EUR" }, "At most two decimals"],
    ["total", { amount: "1", currency: "" }, "Choose a currency"],
  ])("refuses %s: %j", (name, value, message) => {
    expect(schema.safeParse({ ...filled, [name]: value }).error?.issues[0]).toMatchObject({ path: [name], message });
  });
  it("knows an e-mail address from another text, and lets it be empty", () => {
    const email = field(customers, "email");
    expect(readInput(email, "ann@example.com")).toEqual({ value: "ann@example.com" });
    expect(readInput(email, "")).toEqual({ value: null });
    expect(readInput(email, "ann@example")).toHaveProperty("problem");
  });
  it("turns a value into what its control holds and back", () => {
    const total = field(invoices, "total");
    const value = { amount: "12.00", currency: "CHF" };
    expect(readInput(total, toInput(total, value))).toEqual({ value });
    expect(toInput(field(invoices, "due_on"), null)).toBeNull();
    expect(toInput(field(customers, "city"), null)).toBe("");
  });
  it.each([
    ["text", { pattern: "[A-Z]{2}-[0-9]{3}" }, "AB-12", "This is not in the form that is expected"],
    ["text", { pattern: "[A-Z]{2}-[0-9]{3}" }, "AB-123", null],
    ["text", { pattern: "(?P<python>a)" }, "b", null],
    ["text", { min: 3 }, "ab", "At least 3 characters"],
    ["integer", {}, "1.5", "This is not a whole number"],
    ["integer", { min: 1, max: 5 }, "0", "Must be 1 or more"],
    ["decimal", { places: 1 }, "1.25", "At most 1 decimal"],
    ["decimal", { min: "-1.5" }, "-2", "Must be -1.5 or more"],
    ["date", { max: "2026-01-31" }, "2026-02-01", "Must be Jan 31, 2026 or earlier"],
    ["url", {}, "javascript:alert(1)", "This is not a web address, such as https://example.com"],
  ] as const)("%s %j of %j", (kind, more, input, problem) => {
    const read = readInput(fieldOf("it", kind, { required: false, ...more }), input);
    expect("problem" in read ? read.problem : null).toBe(problem);
  });
  it("begins with the day, the moment and the person that a default names", () => {
    useSession.setState({ me: { id: "me-1" } as Me });
    expect(emptyInput(fieldOf("on", "date", { default: "@today" }))).toBe(today());
    expect(emptyInput(fieldOf("at", "datetime", { default: "@now" }))).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    expect(emptyInput(fieldOf("who", "user", { default: "@me" }))).toBe("me-1");
  });
  it("cannot be saved while a file is on its way", () => {
    expect(readInput(fieldOf("paper", "file"), "uploading")).toHaveProperty("problem");
  });
});
