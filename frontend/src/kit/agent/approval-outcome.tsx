import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { Link } from "react-router";
import { messageOf } from "@/kit/api/errors";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { toast } from "@/kit/ui/toast";
import { ApprovalChanges } from "./approval-changes";
import { decideApproval, mayDecide, undoApproval } from "./approvals";
import type { Approval } from "./types";

const verbs = { waiting: "", doing: "Approved", approved: "Approved", rejected: "Rejected", failed: "Tried", outdated: "Approved", unsure: "Tried" };

/** What became of it: by whom and when, the record, one click to take it back; or what a person has to look at. */
export function ApprovalOutcome({ approval }: { approval: Approval }) {
  const me = useMe();
  const id = typeof approval.result?.id === "string" ? approval.result.id : approval.target_id;
  const gone = approval.operation.startsWith("delete_") !== approval.undone || (approval.operation.startsWith("create_") && approval.undone);
  const by = approval.decided_by === me.id ? "you" : approval.decider;
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-2">
        <span className="min-w-0">
          {verbs[approval.status]}
          {by && ` by ${by}`} <RelativeTime value={approval.decided_at} />
          {approval.note && ` · “${approval.note}”`}
        </span>
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {approval.status === "approved" && id && !gone && (
            <Link to={`/${approval.entity_type}/${id}`} className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline">
              Open the record
            </Link>
          )}
          {approval.undoable && <Undo approval={approval} />}
        </span>
      </div>
      {approval.error && <p className={approval.status === "unsure" ? "text-sm text-warning-text" : "text-sm text-danger-text"}>{approval.error}</p>}
      {approval.proposed && (
        <details className="text-sm">
          <summary className="cursor-pointer rounded-sm text-ink-2">The agent had proposed other values</summary>
          <ApprovalChanges approval={approval} changes={approval.proposed} />
        </details>
      )}
      {approval.status === "unsure" && mayDecide(approval, me) && <Settle approval={approval} />}
    </div>
  );
}

function Undo({ approval }: { approval: Approval }) {
  const undo = useMutation({
    mutationFn: () => undoApproval(approval),
    onSuccess: () => toast.success(`Undone: ${approval.summary}`),
    onError: (error) => toast.error("Could not undo this", error),
  });
  return (
    <Button size="sm" busy={undo.isPending} onClick={() => undo.mutate()}>
      <Undo2 aria-hidden /> Undo
    </Button>
  );
}

/** Nobody knows whether it arrived: somebody looks there and says so. */
function Settle({ approval }: { approval: Approval }) {
  const settle = useMutation({ mutationFn: (decision: "done" | "not_done") => decideApproval(approval, { decision }) });
  const busy = (decision: "done" | "not_done") => settle.isPending && settle.variables === decision;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="sm" busy={busy("done")} onClick={() => settle.mutate("done")}>
        It was done
      </Button>
      <Button size="sm" busy={busy("not_done")} onClick={() => settle.mutate("not_done")}>
        It was not done
      </Button>
      {settle.isError && (
        <span role="alert" className="text-sm text-danger-text">
          {messageOf(settle.error)}
        </span>
      )}
    </div>
  );
}
