import { expect, test } from "vitest";
import { openFence, stableBlocks } from "./blocks";

test("paragraphs and headings are parts of their own", () => {
  expect(stableBlocks("# Title\n\nOne.\n\nTwo")).toEqual(["# Title\n", "One.\n", "Two"]);
});

test("a list stays whole, also with blank lines between its points", () => {
  const list = "1. first\n\n2. second\n\n   more of it";
  expect(stableBlocks(`${list}\n\nAfter.`)).toEqual([`${list}\n`, "After."]);
});

test("code stays whole, also while its end has not come yet", () => {
  expect(stableBlocks("```py\na = 1\n\nb = 2\n```\n\nDone.")).toEqual(["```py\na = 1\n\nb = 2\n```\n", "Done."]);
  expect(stableBlocks("```\na\n\nb")).toEqual(["```\na\n\nb"]);
});

test("the parts put together are the text", () => {
  const text = "A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quote\n\n> goes on\n\nB\n";
  expect(stableBlocks(text).join("\n")).toBe(text);
});

test("code whose fence is not closed yet is told apart from what stands before it", () => {
  expect(openFence("So:\n```python\nx = 1\ny =")).toEqual({ before: "So:", language: "python", code: "x = 1\ny =" });
  expect(openFence("```\ndone\n```\nand on")).toBeNull();
  expect(openFence("no code")).toBeNull();
});

test("a text with link definitions stays in one part, because its parts need them", () => {
  expect(stableBlocks("See [it][1].\n\nMore.\n\n[1]: /invoices")).toHaveLength(1);
});
