import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { queryClient } from "@/kit/api/query";
import { entitiesQuery, type EntityMeta } from "@/kit/entity/meta";
import { type Me, useSession } from "@/kit/session/store";
import { field } from "@/kit/testing/entities";
import { ApprovalChanges } from "./approval-changes";
import { editableFields } from "./approvals";
import type { Approval, ProposedChange } from "./types";

const entity = { name: "customers", label: "Customers", fields: [field("city", "text"), field("limit", "text")], relations: [], permissions: { read: true } } as unknown as EntityMeta;
const hidden: ProposedChange = { field: "limit", old: null, new: null, hidden: "both" };
const approval = (changes: ProposedChange[], target_id = "c1") => ({ id: "a1", entity_type: "customers", target_id, args: {}, changes }) as unknown as Approval;

function shown(of: Approval) {
  render(
    <QueryClientProvider client={queryClient}>
      <ApprovalChanges approval={of} />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  useSession.setState({ status: "signed-in", me: { id: "u", name: "Ann", permissions: [], organization: { id: "o" } } as unknown as Me });
  queryClient.setQueryData(entitiesQuery.queryKey, [entity]);
});

test("a value that is not for the reader is named as such, never as empty", () => {
  shown(approval([{ field: "city", old: "Graz", new: "Bonn" }, hidden]));
  expect(screen.getByText("Bonn")).toBeVisible();
  expect(screen.getAllByText("not shown to you")).toHaveLength(2);
  expect(screen.queryByText("empty")).toBeNull();
});

test("what one would set oneself is shown beside an old value that one may not read", () => {
  shown(approval([{ field: "limit", old: null, new: "900", hidden: "old" }]));
  expect(screen.getByText("900")).toBeVisible();
  expect(screen.getAllByText("not shown to you")).toHaveLength(1);
});

test("a new record's hidden fields are named, and nobody is offered to give them other values", () => {
  const made = approval([{ field: "city", old: null, new: "Bonn" }, hidden], "");
  shown(made);
  expect(screen.getAllByText("not shown to you")).toHaveLength(1);
  expect(editableFields(made, entity).map((one) => one.name)).toEqual(["city"]);
});
