import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { expect, test, vi } from "vitest";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { Markdown } from "./markdown";

const cells = ["=1+1", "-2+3+cmd", "+cmd", "@SUM(A1)", "-12.50", "-1,200 EUR", "plain"];

test("a table that is saved holds no formula, and its figures stay figures", async () => {
  const saved: Blob[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => (saved.push(blob as Blob), "blob:x"));
  vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => {});
  render(
    <MemoryRouter>
      <TooltipProvider>
        <Markdown text={`| a |\n|---|\n${cells.map((cell) => `| ${cell} |`).join("\n")}`} />
      </TooltipProvider>
    </MemoryRouter>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Download the table as CSV" }));
  const text = await new Promise<string>((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.readAsText(saved[0]!);
  });
  expect(text.split("\r\n").slice(1)).toEqual(["'=1+1", "'-2+3+cmd", "'+cmd", "'@SUM(A1)", "-12.50", '"-1,200 EUR"', "plain"]);
});
