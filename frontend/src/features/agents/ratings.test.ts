import { expect, it } from "vitest";
import type { Rated } from "./api";
import { shareOf, spansOf } from "./ratings";

const rated = (days: Rated["days"]): Rated => ({ agent: "a", label: "A", up: 0, down: 0, comments: [], days });

it("counts a short period by days and a long one by weeks from Monday, also where nobody rated", () => {
  const days = [
    { day: "2026-11-02", up: 1, down: 0 },
    { day: "2026-11-08", up: 2, down: 1 },
    { day: "2026-11-09", up: 0, down: 4 },
  ];
  expect(spansOf([rated(days)], { since: "2026-11-07", until: "2026-11-09" }).map(({ key, up, down }) => [key, up, down])).toEqual([
    ["2026-11-07", 0, 0],
    ["2026-11-08", 2, 1],
    ["2026-11-09", 0, 4],
  ]);
  const weeks = spansOf([rated(days), rated(days)], { since: "2026-10-26", until: "2026-11-12" });
  expect(weeks.map(({ key, up, down }) => [key, up, down])).toEqual([
    ["2026-10-26", 0, 0],
    ["2026-11-02", 6, 2],
    ["2026-11-09", 0, 8],
  ]);
});

it("says no share where nobody rated", () => {
  expect(shareOf({ up: 0, down: 0 })).toBeNull();
  expect(shareOf({ up: 2, down: 1 })).toBe(67);
});
