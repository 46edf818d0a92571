import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "@/kit/api/query";
import { type Me, useSession } from "@/kit/session/store";
import { field } from "@/kit/testing/entities";
import { entitiesQuery, type EntityMeta } from "@/kit/entity/meta";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { ApprovalCard } from "./approval-card";
import ApprovalEdit from "./approval-edit";
import { forgetBegun } from "./approval-begun";
import type { Approval } from "./types";

const entity = { name: "customers", label: "Customers", fields: [field("city", "text")], relations: [], permissions: { read: true } } as unknown as EntityMeta;
const approval = { id: "a1", entity_type: "customers", args: {}, changes: [{ field: "city", old: "Graz", new: "Bonn" }] } as unknown as Approval;

function card(onClose = () => {}) {
  return render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <ApprovalEdit approval={{ ...approval }} onClose={onClose} />
      </TooltipProvider>
    </QueryClientProvider>,
  );
}
const city = () => screen.getByRole("textbox", { name: /^City/ });

beforeEach(() => {
  forgetBegun("a1");
  useSession.setState({ status: "signed-in", me: { id: "u", name: "Ann", permissions: [], organization: { id: "o" } } as unknown as Me });
  queryClient.setQueryData(entitiesQuery.queryKey, [entity]);
});

test("what was typed is there again when the card is drawn anew, beside what is proposed", () => {
  const { unmount } = card();
  expect(city()).toHaveValue("Bonn");
  fireEvent.change(city(), { target: { value: "Köln" } });
  fireEvent.change(screen.getByRole("textbox", { name: /^Note/ }), { target: { value: "moved" } });
  unmount();
  card();
  expect(city()).toHaveValue("Köln");
  expect(screen.getByRole("textbox", { name: /^Note/ })).toHaveValue("moved");
});

test("Cancel forgets it", () => {
  const closed = vi.fn();
  const { unmount } = card(closed);
  fireEvent.change(city(), { target: { value: "Köln" } });
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(closed).toHaveBeenCalledOnce();
  unmount();
  card();
  expect(city()).toHaveValue("Bonn");
});

test.each([[true, 1], [false, 0]])("who decides for somebody else and may write (%s) is offered other values", (write, offered) => {
  useSession.setState({ me: { id: "u", name: "Ann", role: "manager", permissions: [], organization: { id: "o" } } as unknown as Me });
  queryClient.setQueryData(entitiesQuery.queryKey, [{ ...entity, permissions: { read: true, write, delete: false } }]);
  const waits = { ...approval, user_id: "other", approver: "manager", status: "waiting", summary: "Update customer", target: "Acme" } as unknown as Approval;
  render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <ApprovalCard approval={waits} />
      </TooltipProvider>
    </QueryClientProvider>,
  );
  expect(screen.getByRole("button", { name: "Approve" })).toBeVisible();
  expect(screen.queryAllByRole("button", { name: "Edit…" })).toHaveLength(offered);
});
