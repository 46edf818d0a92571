import { expect, test } from "vitest";
import { excerpt } from "./excerpt";

test("a table, a list and code are words on one line", () => {
  expect(excerpt("**5** customers\n\n| Customer | Total |\n|---|---:|\n| Acme | 10 |").trim()).toBe("5 customers Customer Total Acme 10");
  expect(excerpt("> so `be` it\n\n:---:\n\n## Next")).toBe(" so be it Next");
  expect(excerpt("at 10:30 - or a well-known time")).toBe("at 10:30 - or a well-known time");
});
