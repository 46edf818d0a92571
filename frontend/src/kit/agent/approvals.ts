/** Decisions on what agents propose: approve, with other values, reject, settle what is not known, take back. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import type { EntityMeta, FieldMeta } from "@/kit/entity/meta";
import { can, type Me } from "@/kit/session/store";
import { refreshConversation } from "./queries";
import type { Approval } from "./types";

export interface Decision {
  decision: "approve" | "reject" | "done" | "not_done";
  note?: string;
  /** All arguments as they shall be done, where other values are wanted. */
  args?: Record<string, unknown>;
}

/** A proposed write in a list. */
export interface ApprovalItem extends Approval {
  /** How the person is called for whom it would be done. */
  person: string;
  /** Null where one may not read the conversation. */
  conversation_title: string | null;
}

/** What the person may decide: what is open, or what is settled; newest first. */
export function approvalsQuery(open: boolean) {
  return infiniteQueryOptions({
    queryKey: ["approvals", "inbox", open],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<ApprovalItem>>("GET", "/approvals", { query: { scope: "inbox", open, count: true, limit: 30, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

export const approvalCountQuery = queryOptions({
  queryKey: ["approvals", "count"],
  queryFn: ({ signal }) => apiRequest<Page<Approval>>("GET", "/approvals", { query: { scope: "inbox", open: true, count: true, limit: 1 }, signal }).then((page) => page.total ?? 0),
  staleTime: 30_000,
});

/** Whether this person may decide it. */
export function mayDecide(approval: Approval, me: Me): boolean {
  if (can(me, "approvals:decide")) return true;
  return approval.approver ? approval.approver === me.role : approval.user_id === me.id;
}

/** Approving does what is shown, once; rejecting does nothing. The answer says what became of it. */
export async function decideApproval(approval: Approval, given: Decision): Promise<Approval> {
  return changed(approval, `/conversations/${approval.conversation_id}/approvals/${approval.id}`, { note: "", ...given });
}

/** Takes back what was done, as an ordinary change by whoever asks. */
export async function undoApproval(approval: Approval): Promise<Approval> {
  return changed(approval, `/conversations/${approval.conversation_id}/approvals/${approval.id}/undo`);
}

/** Whatever comes of it (somebody else may have been first), what is on screen is read again. */
async function changed(approval: Approval, path: string, body?: unknown): Promise<Approval> {
  try {
    return await apiRequest<Approval>("POST", path, { body });
  } finally {
    void queryClient.invalidateQueries({ queryKey: ["entity", approval.entity_type] });
    await refreshConversation(approval.conversation_id);
  }
}

/** The fields of a proposal that a person may give other values. */
export function editableFields(approval: Approval, entity: EntityMeta | undefined): FieldMeta[] {
  const named = new Set(approval.changes.filter((change) => change.hidden !== "both").map((change) => change.field));
  return entity?.fields.filter((field) => named.has(field.name) && !field.read_only) ?? [];
}
