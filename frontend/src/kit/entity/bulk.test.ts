import { expect, test } from "vitest";
import { filterOf, reasonsOf, undoneAs } from "./bulk";

test("what a list finds becomes the filter of a bulk change, without order and paging", () => {
  expect(filterOf("status=draft&due_on__lt=today&status__in=a&status__in=b&q=ernst&sort=-due_on&limit=50&deleted=true")).toEqual({
    filter: { status: "draft", due_on__lt: "today", status__in: ["a", "b"] },
    q: "ernst",
  });
  expect(filterOf("")).toEqual({ filter: {} });
});

test("what was undone is said in figures", () => {
  expect(undoneAs(2, 1234, 1)).toBe("Undone: 2 deleted, 1,234 as before, 1 kept, changed since");
  expect(undoneAs(0, 0, 0)).toBe("Undone: there was nothing left to undo");
  expect(reasonsOf([{ id: "1", label: "I7", msg: "paid can not become draft." }, { id: "2", label: "", msg: "is not there" }])).toBe("I7: paid can not become draft. is not there");
});
