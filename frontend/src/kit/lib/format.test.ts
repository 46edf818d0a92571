import { afterEach, expect, test } from "vitest";
import { formatBytes, formatCompact, formatCost, formatCostIn, formatDate, formatDateTime, formatMoney, formatNumber, formatRelative, humanize, setFormatting } from "./format";

afterEach(() => setFormatting({}));

test("money is exact, has the currency's decimals, and follows the locale", () => {
  setFormatting({ locale: "en-US" });
  expect(formatMoney({ amount: "1265793.06", currency: "USD" })).toBe("$1,265,793.06");
  expect(formatMoney({ amount: "1500", currency: "JPY" })).toBe("¥1,500");
  expect(formatMoney({ amount: "90071992547409931.25", currency: "EUR" })).toBe("€90,071,992,547,409,931.25");
  setFormatting({ locale: "de-DE" });
  expect(formatMoney({ amount: "-12.5", currency: "EUR" }).replaceAll(/\s/g, " ")).toBe("-12,50 €");
});

test("an unknown currency is shown as it is", () => {
  expect(formatMoney({ amount: "3.10", currency: "not a code" })).toBe("3.10 not a code");
});

test("a date is not shifted by the time zone, a moment is", () => {
  setFormatting({ locale: "en-US", timeZone: "America/Los_Angeles" });
  expect(formatDate("2026-01-01")).toBe("Jan 1, 2026");
  expect(formatDateTime("2026-01-01T03:00:00Z")).toContain("Dec 31, 2025");
});

test("relative times use the largest whole unit", () => {
  setFormatting({ locale: "en-US" });
  const now = Date.parse("2026-11-20T12:00:00Z");
  expect(formatRelative("2026-11-20T11:59:30Z", now)).toBe("now");
  expect(formatRelative("2026-11-20T11:57:00Z", now)).toBe("3 minutes ago");
  expect(formatRelative("2026-11-19T11:00:00Z", now)).toBe("yesterday");
  expect(formatRelative("2026-11-20T14:30:00Z", now)).toBe("in 2 hours");
  setFormatting({ locale: "de-DE" });
  expect(formatRelative("2026-11-20T11:57:00Z", now), "words stand in the language of the screen").toBe("3 minutes ago");
});

test("figures, sizes and names", () => {
  setFormatting({ locale: "en-US" });
  expect(formatNumber("12345678901234567890.5")).toBe("12,345,678,901,234,567,890.5");
  expect(formatCompact(1_234_567)).toBe("1.2M");
  expect(formatBytes(1_400_000)).toBe("1.4 MB");
  expect(formatBytes(0)).toBe("0 byte");
  expect(humanize("in_progress")).toBe("In progress");
});

test("small costs are shown as more than nothing", () => {
  setFormatting({ locale: "en-US" });
  expect([formatCost("0.0042"), formatCost("0.000001234"), formatCost("12.3"), formatCost("0")]).toEqual(["$0.0042", "$0.00000123", "$12.30", "$0.00"]);
  expect(["0.00423", "0.00001", "12.3", "0"].map((cost) => formatCostIn(4, cost))).toEqual(["$0.0042", "< $0.0001", "$12.3000", "$0.0000"]);
});
