import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test, vi } from "vitest";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { AssistantMessage } from "./assistant-message";
import { message } from "./samples.test-data";
import type { Message } from "./types";
import { storedView } from "./view";

function draw(change: Partial<Message>) {
  const onGoOn = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <TooltipProvider>
          <AssistantMessage view={storedView("c1", { ...message, ...change })} name="Assistant" onGoOn={onGoOn} />
        </TooltipProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return onGoOn;
}

test("an answer that was too long for one call says so, and can go on; a whole one has nothing to go on with", () => {
  const onGoOn = draw({ error: "The answer reached the length that a model may write at once." });
  expect(screen.getByText(/reached the length/)).toBeInTheDocument();
  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  expect(onGoOn).toHaveBeenCalledOnce();
  expect(screen.queryByRole("alert")).toBeNull();
});

test.each([
  [null, null],
  [1, "all of its figures from the sources"],
  [0.67, "67% of its figures from the sources"],
  [0, "none of its figures from the sources"],
])("a share of %s of figures that were read is told as %s", (confidence, words) => {
  draw({ confidence });
  expect(screen.queryByRole("button", { name: "Continue" })).toBeNull();
  expect(screen.queryByText(/of its figures/)?.textContent ?? null).toEqual(words && expect.stringContaining(words));
});
