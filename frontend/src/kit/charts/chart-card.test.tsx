import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { ChartCard } from "./chart-card";

const draw = (value: number) =>
  render(
    <MemoryRouter>
      <TooltipProvider>
        <ChartCard
          title="Cost by day"
          data={{ series: [{ key: "cost", label: "Cost", color: "red" }], points: [{ key: "a", label: "Monday", short: "Mon", values: { cost: value } }] }}
          shape="columns"
          format={String}
          formatShort={String}
          pointLabel="Day"
          empty="No cost in this period."
        />
      </TooltipProvider>
    </MemoryRouter>,
  );

test("a chart whose values are all 0 is a sentence, and a table when it is wanted", async () => {
  draw(0);
  expect(screen.getByText("No cost in this period.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show Cost by day as a table" }));
  expect(screen.queryByText("No cost in this period.")).toBeNull();
  expect(screen.getByRole("cell", { name: "Monday" })).toBeInTheDocument();
});

test("with a value there is a chart", () => {
  draw(0.5);
  expect(screen.queryByText("No cost in this period.")).toBeNull();
});
