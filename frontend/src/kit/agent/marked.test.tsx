import { render } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { Markdown } from "./markdown";

const marks = (text: string, marked: string[]) => {
  const { container } = render(<MemoryRouter><Markdown text={text} marked={marked} /></MemoryRouter>);
  return [...container.querySelectorAll("span.text-accent-text")].map((found) => found.textContent);
};

test("mentioned people stand out wherever they are named, the longer name first, but not in code", () => {
  expect(marks("**@Jo** and @Jo Doer, `@Jo`", ["@Jo", "@Jo Doer"])).toEqual(["@Jo", "@Jo Doer"]);
});

test("a name with signs of its own is taken literally, and markup in it stays text", () => {
  expect(marks("@A.B* (x) <b>@AxB</b>", ["@A.B*"])).toEqual(["@A.B*"]);
});
