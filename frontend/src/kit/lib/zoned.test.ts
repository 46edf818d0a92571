import { afterEach, expect, it } from "vitest";
import { setFormatting } from "./format";
import { fromWallClock, today, toWallClock } from "./zoned";

afterEach(() => setFormatting({}));

it("reads and writes moments in the person's zone, whatever this device's is", () => {
  setFormatting({ timeZone: "America/New_York" });
  expect(toWallClock("2026-11-20T03:30:00Z")).toBe("2026-11-19T22:30");
  expect(fromWallClock("2026-11-19T22:30")).toBe("2026-11-20T03:30:00Z");
  expect(today(Date.parse("2026-11-20T03:30:00Z"))).toBe("2026-11-19");
});

it("knows summer from winter, also within an hour of the change", () => {
  setFormatting({ timeZone: "Europe/Berlin" });
  expect(fromWallClock("2026-07-01T12:00")).toBe("2026-07-01T10:00:00Z");
  expect(fromWallClock("2026-03-29T01:59")).toBe("2026-03-29T00:59:00Z");
  expect(fromWallClock("2026-03-29T03:01")).toBe("2026-03-29T01:01:00Z");
  expect(toWallClock(fromWallClock("2026-10-25T03:30") ?? "")).toBe("2026-10-25T03:30");
  expect(fromWallClock("soon")).toBeNull();
});
