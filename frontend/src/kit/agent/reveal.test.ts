import { expect, test } from "vitest";
import { beginningOf, mostLag, Reveal } from "./reveal";

/** Pieces of `size` letters every `every` ms, drawn every 30 ms: how much was shown and had come, at each drawing. */
function run(size: number, every: number, until = 2_000) {
  const reveal = new Reveal(0);
  const seen: { now: number; shown: number; come: number }[] = [];
  for (let now = 0; now <= until; now += 1) {
    const come = (Math.floor(now / every) + 1) * size;
    reveal.arrived(come, now);
    if (now % 30 === 0) seen.push({ now, shown: reveal.at(now), come });
  }
  return seen;
}

test("the first words are shown at once", () => {
  const reveal = new Reveal(0);
  reveal.arrived(12, 1_000);
  expect(reveal.at(1_000)).toBe(12);
});

test("what was there before one looked is shown at once", () => {
  expect(new Reveal(500).at(0)).toBe(500);
});

test.each([
  [4, 5],
  [36, 45],
  [90, 110],
])("pieces of %i letters every %i ms flow: no step is more than twice the middle, and none waits longer than it may", (size, every) => {
  const seen = run(size, every);
  const steps = seen.slice(12).map(({ shown }, at) => shown - (seen[at + 11]?.shown ?? 0));
  const even = (30 * size) / every;
  expect(Math.max(...steps)).toBeLessThanOrEqual(2 * even);
  expect(Math.min(...steps)).toBeGreaterThan(0);
  for (const { now, shown } of seen) {
    const then = now - mostLag - 30;
    if (then >= 0) expect(shown).toBeGreaterThanOrEqual((Math.floor(then / every) + 1) * size);
  }
});

test("never more than has come, also after a burst, and all of it in time", () => {
  const reveal = new Reveal(0);
  reveal.arrived(5, 0);
  reveal.arrived(5_000, 10);
  for (let now = 20; now < 10 + mostLag; now += 16) expect(reveal.at(now)).toBeLessThanOrEqual(5_000);
  expect(reveal.at(10 + mostLag)).toBe(5_000);
});

test("a letter of two places is not cut", () => {
  expect(beginningOf("ab😀c", 3)).toBe("ab😀");
  expect(beginningOf("ab😀c", 4)).toBe("ab😀");
  expect(beginningOf("ab", 0)).toBe("");
});
