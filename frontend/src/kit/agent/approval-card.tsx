import { useMutation } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { useId, useState } from "react";
import { Link } from "react-router";
import { messageOf } from "@/kit/api/errors";
import { useNames } from "@/kit/entity/names";
import { type EntityMeta, type FieldMeta, useEntities } from "@/kit/entity/meta";
import { Plain } from "@/kit/entity/value/FieldValue";
import { Button } from "@/kit/ui/button";
import { Diff } from "@/kit/ui/diff";
import { RelativeTime } from "@/kit/ui/figures";
import { Textarea } from "@/kit/ui/input";
import { Pill } from "@/kit/ui/pill";
import { FormField } from "@/kit/ui/form-field";
import { decideApproval } from "./queries";
import type { Approval } from "./types";

/** A write that an agent proposes, old → new. Nothing is written before Approve; afterwards it says what became of it. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const entity = useEntities().find((one) => one.name === approval.entity_type);
  const title = useId();
  return (
    <section aria-labelledby={title} className="rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <h3 id={title} className="text-base font-semibold">
          {approval.summary}
        </h3>
        <Pill status={approval.status} label={labels[approval.status]} className="ml-auto" />
      </header>
      <div className="px-4 py-2">
        {approval.changes.length > 0 ? <Diff changes={named(approval, entity)} format={(value, field) => <ChangedValue entity={entity} field={field} value={value} />} /> : <Arguments approval={approval} />}
        {approval.tainted && approval.status === "waiting" && (
          <p className="mt-2 flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning-text">
            <ShieldAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            The agent had read text written by others before it proposed this. Check the values.
          </p>
        )}
      </div>
      <footer className="border-t border-line px-4 py-3">{approval.status === "waiting" ? <Decision approval={approval} /> : <Outcome approval={approval} />}</footer>
    </section>
  );
}

const labels = { waiting: "Waits for you", approved: "Done", rejected: "Rejected", failed: "Not possible" };

function named(approval: Approval, entity: EntityMeta | undefined) {
  return approval.changes.map((change) => ({ ...change, label: entity?.fields.find((field) => field.name === change.field)?.label }));
}

function ChangedValue({ entity, field: name, value }: { entity: EntityMeta | undefined; field: string; value: unknown }) {
  const field = entity?.fields.find((one) => one.name === name);
  if (!field) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return field.kind === "ref" || field.kind === "user" ? <Name field={field} id={String(value)} /> : <Plain field={field} value={value} />;
}

function Name({ field, id }: { field: FieldMeta; id: string }) {
  return useNames(field, [id])[id] ?? id;
}

function Arguments({ approval }: { approval: Approval }) {
  return <p className="font-mono text-xs break-all text-ink-2">{JSON.stringify(approval.args)}</p>;
}

function Decision({ approval }: { approval: Approval }) {
  const [rejecting, setRejecting] = useState(false);
  const [note, setNote] = useState("");
  const decide = useMutation({ mutationFn: (decision: "approve" | "reject") => decideApproval(approval, decision, note.trim()) });
  const busy = (decision: "approve" | "reject") => decide.isPending && decide.variables === decision;
  return (
    <div className="space-y-3">
      {rejecting && (
        <FormField label="Why not?" help="Optional. The note is kept with the proposal.">
          {(field) => <Textarea {...field} autoFocus rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />}
        </FormField>
      )}
      {decide.isError && (
        <p role="alert" className="text-sm text-danger-text">
          {messageOf(decide.error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {rejecting ? (
          <>
            <Button variant="danger" busy={busy("reject")} onClick={() => decide.mutate("reject")}>
              Reject
            </Button>
            <Button onClick={() => setRejecting(false)}>Back</Button>
          </>
        ) : (
          <>
            <Button variant="primary" busy={busy("approve")} onClick={() => decide.mutate("approve")}>
              Approve
            </Button>
            <Button disabled={decide.isPending} onClick={() => setRejecting(true)}>
              Reject…
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Outcome({ approval }: { approval: Approval }) {
  const id = typeof approval.result?.id === "string" ? approval.result.id : approval.target_id;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
      <span>
        {approval.status === "approved" ? "Approved" : approval.status === "rejected" ? "Rejected" : "Tried"} <RelativeTime value={approval.decided_at} />
        {approval.note && ` · “${approval.note}”`}
      </span>
      {approval.error && <span className="text-danger-text">{approval.error}</span>}
      {approval.status === "approved" && id && (
        <Link to={`/${approval.entity_type}/${id}`} className="ml-auto rounded-sm font-medium text-accent-text underline-offset-4 hover:underline">
          Open the record
        </Link>
      )}
    </div>
  );
}
