import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { Markdown } from "./markdown";

const draw = (text: string, growing = false) =>
  render(
    <MemoryRouter>
      <TooltipProvider>
        <Markdown text={text} growing={growing} />
      </TooltipProvider>
    </MemoryRouter>,
  );

test("nothing in a text can load or run: pictures are named, HTML is text, a script address is no link", () => {
  const { container } = draw('![chart](http://sink.example/?q=secret) <img src="http://sink.example/" onerror="alert(1)"> [press](javascript:alert(1)) <script>alert(1)</script>');
  expect(container.querySelector("img, script, iframe, a")).toBeNull();
  expect(container.textContent).toContain("[picture: chart]");
  expect(container.textContent).toContain('<img src="http://sink.example/" onerror="alert(1)">');
});

test("links into the application stay in it, others open apart and tell the other side nothing", () => {
  draw("[invoice](/invoices/1) [docs](https://example.com/x) [other](//evil.example)");
  expect(screen.getByRole("link", { name: "invoice" })).not.toHaveAttribute("target");
  for (const name of ["docs", "other"]) expect(screen.getByRole("link", { name })).toHaveAttribute("rel", "noopener noreferrer nofollow");
});

test("where a link leads is written beside it, unless its words say so", () => {
  const { container } = draw("[more](https://sink.example/?q=secret) <https://docs.example/a>");
  expect(container.textContent).toContain("more (sink.example)");
  expect(container.textContent).not.toContain("(docs.example)");
});

test("tables, lists and code are drawn, finished or still growing", () => {
  const text = "| a | b |\n|---|--:|\n| x | 1 |\n\n1. one\n2. two\n\n```py\na = 1\n```\n\nEnd";
  const { container, unmount } = draw(text, true);
  const growing = container.textContent.replaceAll(/\s/g, "");
  unmount();
  const { container: finished } = draw(text);
  expect(finished.textContent.replaceAll(/\s/g, "")).toBe(growing);
  expect(screen.getByRole("columnheader", { name: "b" })).toBeInTheDocument();
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  expect(screen.getByRole("button", { name: "Copy code" })).toBeInTheDocument();
});

test("a list of things to do says what is done, without a field nobody can name", () => {
  const { container } = draw("- [x] written\n- [ ] sent");
  expect(container.querySelector("input")).toBeNull();
  expect(screen.getAllByRole("listitem").map((item) => item.querySelector("[role=img]")?.getAttribute("aria-label"))).toEqual(["Done:", "To do:"]);
});

test("each part runs in the direction of its own language, code from left to right", () => {
  const { container } = draw("مرحبا\n\n1. אחד\n\n> اقتباس\n\n| الاسم |\n|---|\n| أحمد |\n\n```py\nx\n```\n\nHello");
  for (const part of container.querySelectorAll("ol, blockquote, table")) expect(part).toHaveAttribute("dir", "auto");
  for (const part of container.querySelectorAll("p")) expect(part).toHaveClass("[unicode-bidi:plaintext]");
  expect(container.querySelector("pre")).toHaveAttribute("dir", "ltr");
});

test("a column of figures stands at the right with its head; dates, words and what the text places itself do not move", () => {
  draw("| Name | Total | Day | Left | Share |\n|---|---|---|:--|---|\n| A | 1,234.50 EUR | 2026-11-03 | 7 | +4.2 % |\n| B | – | 2026-11-04 | 8 | -1 % |");
  const sides = screen.getAllByRole("columnheader").map((head) => head.style.textAlign);
  expect(sides).toEqual(["", "right", "", "left", "right"]);
  expect(screen.getByRole("cell", { name: "1,234.50 EUR" }).style.textAlign).toBe("right");
});
