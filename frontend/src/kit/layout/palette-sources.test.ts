import { expect, test } from "vitest";
import { matches } from "./palette-sources";

test("every word typed must begin a word of the label", () => {
  expect(matches("Audit log", "aud")).toBe(true);
  expect(matches("Audit log", "log au")).toBe(true);
  expect(matches("Audit log", "dit")).toBe(false);
  expect(matches("Übersicht", "uber")).toBe(true);
  expect(matches("New invoice", "")).toBe(true);
});
