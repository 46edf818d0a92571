import { expect, test } from "vitest";
import { perFrame } from "./frames";

function byHand() {
  const due: (() => void)[] = [];
  return { schedule: (work: () => void) => void due.push(work), frame: () => due.splice(0).forEach((work) => work()) };
}

test("what arrives between two frames is handed over once, in order", () => {
  const handed: string[][] = [];
  const { schedule, frame } = byHand();
  const batch = perFrame<string>((items) => handed.push(items), schedule);
  batch.add("a");
  batch.add("b");
  expect(handed).toEqual([]);
  frame();
  batch.add("c");
  frame();
  frame();
  expect(handed).toEqual([["a", "b"], ["c"]]);
});

test("the end of a stream does not wait for the next frame, and the frame finds nothing left", () => {
  const handed: string[][] = [];
  const { schedule, frame } = byHand();
  const batch = perFrame<string>((items) => handed.push(items), schedule);
  batch.add("last");
  batch.flush();
  frame();
  expect(handed).toEqual([["last"]]);
});
