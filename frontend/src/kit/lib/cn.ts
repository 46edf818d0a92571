import { type ClassValue, clsx } from "clsx";
import { createTailwindMerge } from "tailwind-merge";

const any = () => true;
/** `w-4` and `w-[3px]` set a width; `w` alone is no class. */
const family = (...names: string[]) => names.map((name) => ({ [name]: [any] }));
const length = (value: string) => /^(\[|\d)/.test(value) || ["px", "auto", "full"].includes(value);
const arbitrarySize = (value: string) => /^\[\d/.test(value);
const textSizes = ["xs", "sm", "base", "lg", "xl"];
const sides = ["t", "r", "b", "l", "s", "x", "y"];

/**
 * The part of Tailwind's vocabulary in which our components are overridden by their callers. The package's own table of
 * all of Tailwind would weigh as much as the rest of a screen's styles; a class outside this table is never removed.
 */
const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: {
    display: ["block", "inline-block", "inline", "flex", "inline-flex", "grid", "inline-grid", "contents", "hidden", "table"],
    position: ["static", "fixed", "absolute", "relative", "sticky"],
    size: family("size"),
    w: family("w"),
    h: family("h"),
    "min-w": family("min-w"),
    "max-w": family("max-w"),
    "min-h": family("min-h"),
    "max-h": family("max-h"),
    p: family("p"),
    px: family("px"),
    py: family("py"),
    pt: family("pt"),
    pr: family("pr"),
    pb: family("pb"),
    pl: family("pl"),
    m: family("m"),
    mx: family("mx"),
    my: family("my"),
    mt: family("mt"),
    mr: family("mr"),
    mb: family("mb"),
    ml: family("ml"),
    gap: [{ gap: [length] }],
    "gap-x": family("gap-x"),
    "gap-y": family("gap-y"),
    inset: family("inset"),
    top: family("top"),
    right: family("right"),
    bottom: family("bottom"),
    left: family("left"),
    z: family("z"),
    "flex-flow": [{ flex: ["row", "col", "row-reverse", "col-reverse"] }],
    "flex-wrap": [{ flex: ["wrap", "nowrap"] }],
    flex: [{ flex: ["1", "auto", "none", "initial"] }],
    shrink: ["shrink", "shrink-0"],
    grow: ["grow", "grow-0"],
    items: family("items"),
    justify: [{ justify: ["start", "end", "center", "between", "around"] }],
    self: family("self"),
    cols: family("grid-cols"),
    "text-align": [{ text: ["left", "center", "right", "start", "end"] }],
    "font-size": [{ text: [...textSizes, arbitrarySize] }],
    "text-color": [{ text: [(value: string) => !textSizes.includes(value) && !arbitrarySize(value)] }],
    "font-weight": [{ font: ["normal", "medium", "semibold", "bold"] }],
    leading: family("leading"),
    white: [{ whitespace: [any] }],
    "bg-image": [{ bg: [(value: string) => value.startsWith("linear-")] }],
    bg: family("bg"),
    "border-width": ["border", { border: ["0", "2", "4"] }],
    ...Object.fromEntries(sides.map((side) => [`border-${side}`, [{ border: [side, `${side}-0`, `${side}-2`] }]])),
    "border-collapse": [{ border: ["separate", "collapse"] }],
    "border-spacing": family("border-spacing"),
    "border-style": [{ border: ["dashed", "solid", "dotted"] }],
    ...Object.fromEntries(sides.map((side) => [`border-color-${side}`, [{ border: [(value: string) => value.startsWith(`${side}-`)] }]])),
    "border-color": [{ border: [any] }],
    "rounded-side": [{ rounded: [(value: string) => /^[trbl]{1,2}(-|$)/.test(value)] }],
    rounded: ["rounded", { rounded: [any] }],
    truncate: ["truncate"],
    animate: family("animate"),
    shadow: family("shadow"),
    opacity: family("opacity"),
    overflow: family("overflow"),
    cursor: family("cursor"),
    "line-clamp": family("line-clamp"),
    outline: [{ "outline-offset": [any] }],
  },
  conflictingClassGroups: {
    size: ["w", "h"],
    p: ["px", "py", "pt", "pr", "pb", "pl"],
    px: ["pr", "pl"],
    py: ["pt", "pb"],
    m: ["mx", "my", "mt", "mr", "mb", "ml"],
    mx: ["mr", "ml"],
    my: ["mt", "mb"],
    gap: ["gap-x", "gap-y"],
    inset: ["top", "right", "bottom", "left"],
    "border-width": sides.map((side) => `border-${side}`),
    "border-color": sides.map((side) => `border-color-${side}`),
    rounded: ["rounded-side"],
    "line-clamp": ["display", "overflow"],
  },
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: ["before", "after", "placeholder", "file", "marker", "selection", "first-line", "first-letter", "backdrop", "*", "**"],
}));

/** Joins class names; where two Tailwind classes set the same property, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
