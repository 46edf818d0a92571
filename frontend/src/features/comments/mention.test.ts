/** What counts as a mention being typed, and what is sent of those that were picked. */
import { expect, test } from "vitest";
import { wordsOf } from "./api";
import { typedName, withName } from "./useMention";

const at = (text: string) => typedName(text, text.length);

test("an @ at the beginning of a word begins a name, which may have a space", () => {
  expect([at("@"), at("Hello @Jo"), at("(@Jo Do"), at("one\n@K")]).toEqual(["", "Jo", "Jo Do", "K"]);
});

test("an address, a second space, a new line and a long text are no name", () => {
  expect([at("jo@example.com"), at("@Jo  "), at("@Jo\nmore"), at(`@${"x".repeat(41)}`), at("@ Jo"), at("none")]).toEqual([null, null, null, null, null, null]);
});

test("only what stands before the caret counts", () => {
  expect(typedName("Ask @Jo today", 7)).toBe("Jo");
  expect(withName("Ask @Jo today", 7, "Jo", "Jo Doer")).toEqual({ text: "Ask @Jo Doer today", caret: 13 });
});

test("who was picked and taken out of the text again is not told", () => {
  const people = [{ id: "1", name: "Jo Doer" }, { id: "2", name: "Kim" }, { id: "1", name: "Jo Doer" }];
  expect(wordsOf(" Hi @Jo Doer ", people)).toEqual({ body: "Hi @Jo Doer", mentions: ["1"] });
});
