import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { capabilitiesQuery } from "./queries";
import { type Step, Steps } from "./steps";

const asked: Step = { id: "c1", name: "ask_data_analyst", args: { question: "How many?" }, status: "ok", summary: "", ms: 1200 };
const inside: Step[] = [
  { id: "c1.a", name: "list_customers", args: {}, status: "ok", summary: "2 rows", agent: "data_analyst", parent: "c1" },
  { id: "c1.b", name: "ask_bookkeeper", args: { question: "Sure?" }, status: "stopped", summary: "", agent: "data_analyst", parent: "c1" },
  { id: "c1.b.a", name: "list_invoices", args: {}, status: "ok", summary: "1 row", agent: "bookkeeper", parent: "c1.b" },
];

function drawn(calls: Step[]) {
  const client = new QueryClient();
  client.setQueryData(capabilitiesQuery.queryKey, { agents: [{ name: "data_analyst", label: "Data analyst", role: "", expertise: [], tools: [], tier: "large", provider: "" }], provider: "", model: "", attachments: [] });
  return (
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <TooltipProvider>
          <Steps calls={calls} conversationId="c" messageId={null} />
        </TooltipProvider>
      </MemoryRouter>
    </QueryClientProvider>
  );
}

test("what a colleague did is folded under the step by which he was asked, and his colleague's under his", () => {
  render(drawn([asked, ...inside]));
  const line = screen.getByRole("button", { name: "Asked the Data analyst · 2 steps · 1.2 s", expanded: false });
  expect(screen.queryByText(/Looked up customers/)).toBeNull();
  fireEvent.click(line);
  const his = screen.getByRole("group", { name: "What the Data analyst did" });
  expect(within(his).getByRole("button", { name: /Looked up customers · 2 rows/ })).toBeDefined();
  expect(within(his).getByText("“How many?”")).toBeDefined();
  fireEvent.click(within(his).getByRole("button", { name: "Asking the Bookkeeper · not finished · 1 step" }));
  expect(within(screen.getByRole("group", { name: "What the Bookkeeper did" })).getByRole("button", { name: /Looked up invoices/ })).toBeDefined();
  fireEvent.click(line);
  expect(screen.queryByText(/Looked up customers/)).toBeNull();
});

test("a colleague who is at work is open, and folds himself when he is done", () => {
  const { rerender } = render(drawn([{ ...asked, status: "running", startedAt: 0, ms: null, result: null }, ...inside]));
  expect(screen.getByRole("button", { name: "Asking the Data analyst · 2 steps", expanded: true })).toBeDefined();
  expect(screen.getByText(/Looked up customers/)).toBeDefined();
  rerender(drawn([asked, ...inside]));
  expect(screen.getByRole("button", { name: /Asked the Data analyst/, expanded: false })).toBeDefined();
});

test("of many steps the earlier ones are folded into one line that says what failed; what was remembered stays in sight", () => {
  const many: Step[] = Array.from({ length: 30 }, (_, at) => ({ id: `m${at}`, name: "list_customers", args: {}, status: at < 2 ? "error" : "ok", summary: `${at} rows` }));
  render(drawn([{ id: "r", name: "remember", args: { text: "Likes tables" }, status: "ok", summary: "" }, ...many]));
  expect(screen.getAllByRole("button", { name: /Looked up customers/ })).toHaveLength(3);
  expect(screen.getByText(/Likes tables/)).toBeDefined();
  const line = screen.getByRole("button", { name: "27 steps before · 2 failed", expanded: false });
  fireEvent.click(line);
  expect(screen.getAllByRole("button", { name: /Looked up customers/ })).toHaveLength(30);
});
