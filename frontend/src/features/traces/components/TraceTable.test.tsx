import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { TooltipProvider } from "@/kit/ui/tooltip";
import type { TraceOut } from "../api";
import { TraceTable } from "./TraceTable";

const trace: TraceOut = { id: "t1", source: "conversation", conversation_id: null, user_id: "u1", person: "Ann", agent: "data_analyst", asked: "How many?", status: "complete", started_at: "2026-11-20T04:00:00Z", ms: 5, input_tokens: 1, output_tokens: 1, cost: "0", steps: 1, calls: 0, size: 1 };

test("a line says what set the agent to work where it was no conversation", () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <TooltipProvider>
          <TraceTable traces={[trace, { ...trace, id: "t2", source: "completion" }, { ...trace, id: "t3", source: "trial" }]} everybody={false} />
        </TooltipProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect(screen.getAllByRole("row").slice(1).map((row) => row.children[2]?.textContent)).toEqual(["Data analyst", "Data analyst · by the API", "Data analyst · on the test bench"]);
});
