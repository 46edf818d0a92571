import { expect, test } from "vitest";
import { piecesOf } from "./highlight";

const hits = (text: string, q: string) => piecesOf(text, q).filter((piece) => piece.hit).map((piece) => piece.text);

test.each([
  ["Ana Trujillo Emparedados", "truj ana", ["Ana", "Truj"]],
  ["Königlich Essen", "konig", ["König"]],
  ["R-2026-0007", "2026", ["2026"]],
  ["Banana", "ana", []],
  ["Ernst Handel", "", []],
  ["Smørrebrød", "smørre", ["Smørre"]],
])("%s searched for %s", (text, q, expected) => {
  expect(hits(text, q)).toEqual(expected);
  expect(piecesOf(text, q).map((piece) => piece.text).join("")).toBe(text);
});
