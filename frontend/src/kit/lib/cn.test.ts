import { readdirSync, readFileSync } from "node:fs";
import { twMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cn } from "./cn";

test("the later of two classes for the same property wins, others stay", () => {
  expect(cn("h-8 px-3 text-sm", "size-7 px-0")).toBe("text-sm size-7 px-0");
  expect(cn("p-3", "p-0 max-w-96")).toBe("p-0 max-w-96");
  expect(cn("text-sm text-ink-2", "text-danger-text")).toBe("text-sm text-danger-text");
  expect(cn("text-base", "text-lg text-right")).toBe("text-lg text-right");
  expect(cn("hover:bg-hover", "hover:bg-active bg-surface")).toBe("hover:bg-active bg-surface");
  expect(cn("border border-line", "border-b-2 border-accent")).not.toContain("border-line");
  expect(cn("rounded-full", false, undefined, ["rounded-md"])).toBe("rounded-md");
  expect(cn("flex flex-col", "hidden")).toBe("flex-col hidden");
});

/** Pairs of class lists as our sources write them: a component's own, then its caller's. */
function written(): string[] {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  const found = files.flatMap((file) => [...readFileSync(`src/${file}`, "utf8").matchAll(/className="([^"]+)"/g)].map((match) => match[1] ?? ""));
  return [...new Set(found)];
}

const bases = ["control h-8 px-2.5", "popup max-w-[calc(100vw-16px)] p-3", "h-7 px-2 text-sm", "flex min-w-0 flex-col gap-4 p-4 md:px-6", "rounded-lg border border-line bg-surface", "h-9 max-w-96 truncate border-b border-line px-3", "animate-pulse rounded-md bg-n-4"];

test("what our sources pass to components is merged as the whole table would merge it", () => {
  const property = (text: string) => text.split(" ").toSorted().join(" ");
  const differing = bases.flatMap((base) => written().filter((own) => property(cn(base, own)) !== property(twMerge(base, own))).map((own) => `${base} + ${own}: ${cn(base, own)} / ${twMerge(base, own)}`));
  expect(differing).toEqual([]);
});
