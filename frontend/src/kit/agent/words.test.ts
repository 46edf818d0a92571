import { expect, test } from "vitest";
import { callInWords, duration, soughtInWords } from "./words";

test("a call is told in words, while it runs and after", () => {
  expect(callInWords("list_invoices", true)).toBe("Looking up invoices");
  expect(callInWords("list_invoices", false)).toBe("Looked up invoices");
  expect(callInWords("get_invoice_stats", false)).toBe("Added up invoice figures");
  expect(callInWords("create_task", false)).toBe("Prepared a new task");
  expect(callInWords("set_invoice_status", false)).toBe("Prepared a new status of the invoice");
  expect(callInWords("create_task", false, true)).toBe("Made a new task");
  expect(callInWords("list_invoices", false, true)).toBe("Looked up invoices");
  expect(callInWords("describe_table", false)).toBe("Used describe table");
});

test("durations are short", () => {
  expect(duration(30)).toBe("0.1 s");
  expect(duration(1_260)).toBe("1.3 s");
  expect(duration(14_400)).toBe("14 s");
  expect(duration(125_000)).toBe("2 min 5 s");
});

test("a line says what was looked for, not how the list was asked for", () => {
  expect(soughtInWords("list_customers", { q: "an", limit: 3, country: "Germany", sort: "-name" })).toBe("“an”, Germany");
  expect(soughtInWords("get_invoice_stats", { status: "overdue", group_by: "customer", sum: "total" })).toBe("overdue, by customer");
  expect(soughtInWords("get_invoice_stats", { group_by: "customer,customer.name,due_date" })).toBe("by customer and due date");
  expect(soughtInWords("list_invoices", { customer: "01a1fa9b-0c41-771c-91dd-3971f061437e" })).toBe("");
  expect(soughtInWords("create_task", { title: "Call" })).toBe("");
});
