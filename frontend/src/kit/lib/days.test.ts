import { expect, test } from "vitest";
import { addDays, addMonths, firstWeekday, monthOf, today, weekOf } from "./days";

test("days and months are counted across their ends", () => {
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-01-15", -2)).toBe("2025-11-15");
  expect(today(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
});

test("weeks begin as the locale says", () => {
  expect(firstWeekday("en-US")).toBe(0);
  expect(firstWeekday("de-DE")).toBe(1);
  expect(weekOf("2026-11-20", 1)).toEqual(["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"]);
  expect(weekOf("2026-11-20", 0)[0]).toBe("2026-11-15");
  expect(weekOf("2026-11-15", 0)[0]).toBe("2026-11-15");
});

test("a month is whole weeks: four to six of them", () => {
  expect(monthOf("2026-11-20", 1)).toHaveLength(42);
  expect(monthOf("2027-02-10", 1)).toHaveLength(28);
  const march = monthOf("2026-03-31", 1);
  expect([march[0], march.at(-1)]).toEqual(["2026-02-23", "2026-04-05"]);
});
