/** The palette keeps its promises: text at least 4.5:1, controls and focus at least 3:1, in both themes (WCAG 1.4.3, 1.4.11). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Rgb = [number, number, number];
const css = readFileSync("src/kit/ui/theme.css", "utf8");

function variables(selector: string): Map<string, Rgb> {
  const block = css.slice(css.indexOf(selector)).split("}")[0] ?? "";
  const found = new Map<string, Rgb>();
  for (const match of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g))
    found.set(match[1] ?? "", linearRgb(Number(match[2]), Number(match[3]), Number(match[4])));
  return found;
}

/** oklch to linear sRGB, after Björn Ottosson's definition of Oklab. */
function linearRgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [high, low] = [luminance(one), luminance(other)].toSorted((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const backgrounds = ["surface", "raised", "n-1", "n-2", "n-3"];
const pairs: [string, string, number][] = [
  ...["n-10", "n-11", "n-12"].flatMap((text) => backgrounds.map((back): [string, string, number] => [text, back, 4.5])),
  ["n-11", "n-4", 4.5],
  ["n-12", "n-5", 4.5],
  ...["accent", "success", "warning", "danger", "info"].flatMap((tone): [string, string, number][] => [
    [`${tone}-text`, `${tone}-soft`, 4.5],
    [`${tone}-text`, "surface", 4.5],
    [`${tone}-text`, "n-3", 4.5],
    [tone, "surface", 3],
  ]),
  ["accent-ink", "accent", 4.5],
  ["accent-ink", "accent-hover", 4.5],
  ["accent-ink", "danger", 4.5],
  ["n-8", "surface", 3],
  ["n-8", "n-1", 3],
  ["n-12", "accent-soft", 4.5],
  ["n-11", "accent-soft", 4.5],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n): [string, string, number] => [`chart-${n}`, "surface", 3]),
];

test.each([
  ["light", ":root {"],
  ["dark", '[data-theme="dark"] {\n'],
])("%s theme keeps its contrasts", (_name, selector) => {
  const colours = variables(selector);
  const failing = pairs
    .map(([front, back, least]) => {
      const [one, other] = [colours.get(front), colours.get(back)];
      if (!one || !other) return `${front} or ${back} is missing`;
      const value = contrast(one, other);
      return value < least ? `${front} on ${back}: ${value.toFixed(2)} < ${least}` : "";
    })
    .filter(Boolean);
  expect(failing).toEqual([]);
});
