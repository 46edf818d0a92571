import { useMutation } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId } from "react";
import { messageOf } from "@/kit/api/errors";
import { useEntities } from "@/kit/entity/meta";
import { humanize } from "@/kit/lib/format";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { FormField } from "@/kit/ui/form-field";
import { Textarea } from "@/kit/ui/input";
import { Pill, type Tone } from "@/kit/ui/pill";
import { SkeletonRows } from "@/kit/ui/states";
import { ApprovalChanges } from "./approval-changes";
import { ApprovalOutcome } from "./approval-outcome";
import { type ApprovalMode, forgetBegun, useBegun } from "./approval-begun";
import { decideApproval, editableFields, mayDecide } from "./approvals";
import type { Approval } from "./types";

const ApprovalEdit = lazy(() => import("./approval-edit"));

export interface ApprovalCardProps {
  approval: Approval;
  /** Where keys open the parts of the card, its screen holds what is open. */
  mode?: ApprovalMode;
  onMode?: (mode: ApprovalMode) => void;
  /** Who asks, where. */
  origin?: ReactNode;
}

/** A write that an agent proposes, old → new. Nothing is written before Approve; afterwards it says what became of it. */
export function ApprovalCard({ approval, mode, onMode, origin }: ApprovalCardProps) {
  const title = useId();
  const [begun, begin] = useBegun(approval.id);
  return (
    <section aria-labelledby={title} className="rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-2.5">
        <h3 id={title} className="min-w-0 flex-1 basis-48 text-base font-semibold break-words">
          {approval.summary}
        </h3>
        <ApprovalPill approval={approval} />
      </header>
      <div className="px-4 py-2">
        {origin}
        <ApprovalChanges approval={approval} />
        {approval.tainted && approval.status === "waiting" && (
          <p className="mt-2 flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning-text">
            <ShieldAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            Proposed after reading text written by others. Check the values.
          </p>
        )}
      </div>
      <footer className="border-t border-line px-4 py-3">
        {approval.status === "waiting" ? <Decision approval={approval} mode={onMode ? (mode ?? null) : begun.mode} onMode={onMode ?? ((next) => begin({ mode: next }))} /> : <ApprovalOutcome approval={approval} />}
      </footer>
    </section>
  );
}

const pills: Record<Approval["status"], [string, Tone]> = {
  waiting: ["Waits for you", "warning"],
  doing: ["Under way", "accent"],
  approved: ["Done", "success"],
  rejected: ["Rejected", "neutral"],
  failed: ["Not possible", "danger"],
  outdated: ["Outdated", "neutral"],
  unsure: ["Not known", "warning"],
};

/** Where it stands, and for whom it waits. */
export function ApprovalPill({ approval }: { approval: Approval }) {
  const me = useMe();
  const [label, tone] = pills[approval.status];
  if (approval.undone) return <Pill status="undone" label="Undone" tone="neutral" />;
  const shown = approval.status === "waiting" && !mayDecide(approval, me) ? waitsFor(approval) : label;
  return <Pill status={approval.status} label={shown} tone={tone} />;
}

function waitsFor(approval: Approval): string {
  const role = humanize(approval.approver).toLowerCase();
  return approval.approver ? `Waits for ${/^[aeiou]/.test(role) ? "an" : "a"} ${role}` : "Waits";
}

function Decision({ approval, mode, onMode }: { approval: Approval; mode: ApprovalMode; onMode: (mode: ApprovalMode) => void }) {
  const me = useMe();
  const entity = useEntities().find((one) => one.name === approval.entity_type);
  // who gives the values writes them: for somebody else's proposal that takes the right to
  const editable = (approval.user_id === me.id || entity?.permissions.write) && editableFields(approval, entity).length > 0;
  const [{ note }, begin] = useBegun(approval.id);
  const decide = useMutation({ mutationFn: (decision: "approve" | "reject") => decideApproval(approval, { decision, note: note.trim() }), onSuccess: () => forgetBegun(approval.id) });
  const busy = (decision: "approve" | "reject") => decide.isPending && decide.variables === decision;
  if (!mayDecide(approval, me)) return <p className="text-sm text-ink-2">{waitsFor(approval)} to decide. You are told when it is decided.</p>;
  if (mode === "edit" && editable) return (
      <Suspense fallback={<SkeletonRows rows={3} />}>
        <ApprovalEdit approval={approval} onClose={() => onMode(null)} />
      </Suspense>
    );
  return (
    <div className="space-y-3">
      {mode === "reject" && (
        <FormField label="Why not?" help="Optional. The note is kept with the proposal, and the agent reads it.">
          {(field) => <Textarea {...field} autoFocus rows={2} maxLength={1000} value={note} onChange={(event) => begin({ note: event.target.value })} />}
        </FormField>
      )}
      {decide.isError && (
        <p role="alert" className="text-sm text-danger-text">
          {messageOf(decide.error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {mode === "reject" ? (
          <>
            <Button variant="danger" busy={busy("reject")} onClick={() => decide.mutate("reject")}>
              Reject
            </Button>
            <Button onClick={() => onMode(null)}>Back</Button>
          </>
        ) : (
          <>
            <Button variant="primary" busy={busy("approve")} onClick={() => decide.mutate("approve")}>
              Approve
            </Button>
            {editable && (
              <Button disabled={decide.isPending} onClick={() => onMode("edit")}>
                Edit…
              </Button>
            )}
            <Button disabled={decide.isPending} onClick={() => onMode("reject")}>
              Reject…
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
