import { useState } from "react";
import type { ApprovalMode } from "@/kit/agent/approval-begun";
import { type ApprovalItem, decideApproval, mayDecide } from "@/kit/agent/approvals";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useMe } from "@/kit/session/store";
import { toast } from "@/kit/ui/toast";

/** j and k go through the list, Enter opens, a approves, e edits, r rejects. Returns the row that the keys mean. */
export function useInboxKeys(items: ApprovalItem[], opened: string | null, show: (id: string | null, mode?: ApprovalMode) => void): string | null {
  const me = useMe();
  const [marked, setMarked] = useState<string | null>(null);
  const active = items.find((item) => item.id === marked) ?? items.find((item) => item.id === opened);
  const waiting = active?.status === "waiting" && mayDecide(active, me) ? active : undefined;
  const go = (step: number) => {
    const at = active ? items.indexOf(active) + step : step > 0 ? 0 : items.length - 1;
    const next = items[Math.max(0, Math.min(items.length - 1, at))];
    if (!next) return;
    setMarked(next.id);
    if (opened) show(next.id);
    document.getElementById(`approval-${next.id}`)?.focus();
  };
  const approve = () => {
    if (!waiting) return;
    if (opened !== waiting.id) return show(waiting.id); // nothing is approved that has not been seen
    decideApproval(waiting, { decision: "approve" }).then(
      (done) => (done.status === "approved" ? toast.success(`Done: ${done.summary}`) : toast.error(done.summary, new Error(done.error))),
      (error: unknown) => toast.error("Could not approve this", error),
    );
  };
  useShortcut("j", "Next proposal", () => go(1), { group: "Approvals" });
  useShortcut("k", "Previous proposal", () => go(-1), { group: "Approvals" });
  useShortcut("a", "Approve what is open", approve, { group: "Approvals" });
  useShortcut("e", "Edit, then approve", () => waiting && show(waiting.id, "edit"), { group: "Approvals" });
  useShortcut("r", "Reject with a note", () => waiting && show(waiting.id, "reject"), { group: "Approvals" });
  return active?.id ?? null;
}
