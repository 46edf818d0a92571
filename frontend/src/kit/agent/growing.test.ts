import { expect, test } from "vitest";
import { shownOf } from "./growing";

test.each([
  ["He owes **1,2", "He owes **1,2**"],
  ["He owes **", "He owes "],
  ["He owes **1,200*", "He owes **1,200**"],
  ["He owes **1,200** now", "He owes **1,200** now"],
  ["a *slant", "a *slant*"],
  ["5 * 3", "5 * 3"],
  ["call `total", "call `total`"],
  ["call `", "call "],
  ["call `a*b` and **x", "call `a*b` and **x**"],
  ["see [the li", "see the li"],
  ["see [the list](/inv", "see the list"],
  ["see [the list](/invoices)", "see [the list](/invoices)"],
])("a sign whose partner has not come: %j is shown as %j", (text, shown) => {
  expect(shownOf(text)).toBe(shown);
});

test.each(["-", "- ", "12.", "##", "``", "="])("a line that is only %j is nothing yet, and makes no heading of the line above", (line) => {
  expect(shownOf(`A line\n${line}`)).toBe("A line\n");
});

test("a table comes row by row, once the line under its head is whole", () => {
  expect(shownOf("| a | b")).toBe("");
  expect(shownOf("So:\n| a | b |\n|--")).toBe("So:");
  expect(shownOf("| a | b |\n|---|--:|\n| 1 ")).toBe("| a | b |\n|---|--:|\n");
  expect(shownOf("| a | b |\n|---|--:|\n| 1 | 2 |\n")).toBe("| a | b |\n|---|--:|\n| 1 | 2 |\n");
});

test("a long part goes on by whole sentences", () => {
  const long = "A sentence of some words. ".repeat(200);
  expect(shownOf(`${long}And the n`)).toBe(long.trimEnd());
  expect(shownOf(`- point\n`.repeat(500) + "- the ne")).toBe(`- point\n`.repeat(500));
});

test("what is finished is shown as it is", () => {
  const text = "## Head\n\n- one\n- **two** `x` [y](/z)\n\nEnd.";
  expect(shownOf(text)).toBe(text);
});
