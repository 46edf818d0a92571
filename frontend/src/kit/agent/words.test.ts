import { expect, test } from "vitest";
import { callInWords, duration } from "./words";

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
