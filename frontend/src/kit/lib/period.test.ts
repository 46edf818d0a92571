import { expect, it } from "vitest";
import { daysOf, lastDays } from "./period";

it("counts days of a period, both ends included, over the end of a month", () => {
  const period = lastDays(3, new Date(2026, 2, 1));
  expect(period).toEqual({ since: "2026-02-27", until: "2026-03-01" });
  expect(daysOf(period)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
});

it("never makes an endless list of days", () => {
  expect(daysOf({ since: "2000-01-01", until: "2026-01-01" })).toHaveLength(400);
});
