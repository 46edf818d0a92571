import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { FieldInput } from "@/kit/entity/form/FieldInput";
import { readInput, toInput } from "@/kit/entity/form/schema";
import { type FieldMeta, useEntities } from "@/kit/entity/meta";
import { useNames } from "@/kit/entity/names";
import { Button } from "@/kit/ui/button";
import { FormField } from "@/kit/ui/form-field";
import { Textarea } from "@/kit/ui/input";
import { forgetBegun, useBegun } from "./approval-begun";
import { decideApproval, editableFields } from "./approvals";
import type { Approval } from "./types";

/** Other values for the same record, in the controls of its own form; approving them does exactly these. What is typed stays while the card is drawn anew. */
export default function ApprovalEdit({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const entity = useEntities().find((one) => one.name === approval.entity_type);
  const fields = editableFields(approval, entity);
  const [begun, begin] = useBegun(approval.id);
  const proposed = fields.map((field) => [field.name, toInput(field, approval.changes.find((change) => change.field === field.name)?.new)]);
  const inputs: Record<string, unknown> = { ...Object.fromEntries(proposed), ...begun.inputs };
  const [problems, setProblems] = useState<Record<string, string>>({});
  const decide = useMutation({
    mutationFn: (values: Record<string, unknown>) => decideApproval(approval, { decision: "approve", note: begun.note.trim(), args: withValues(approval, values) }),
    onSuccess: () => forgetBegun(approval.id),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = fields.map((field) => [field.name, readInput(field, inputs[field.name])] as const);
    const wrong = Object.fromEntries(read.flatMap(([name, one]) => ("problem" in one ? [[name, one.problem]] : [])));
    setProblems(wrong);
    if (Object.keys(wrong).length > 0) return;
    decide.mutate(Object.fromEntries(read.flatMap(([name, one]) => ("value" in one ? [[name, one.value]] : []))));
  };
  return (
    <form noValidate aria-label="Other values" className="flex flex-col gap-3" onSubmit={submit}>
      {fields.map((field, index) => (
        <FormField key={field.name} label={field.label} required={field.required} error={problems[field.name]}>
          {(wiring) => <Control field={field} wiring={wiring} value={inputs[field.name]} autoFocus={index === 0} onChange={(value) => begin({ inputs: { ...begun.inputs, [field.name]: value } })} />}
        </FormField>
      ))}
      <FormField label="Note" help="Optional. It is kept with the proposal, and the agent reads it.">
        {(field) => <Textarea {...field} rows={2} maxLength={1000} value={begun.note} onChange={(event) => begin({ note: event.target.value })} />}
      </FormField>
      {decide.isError && (
        <p role="alert" className="text-sm text-danger-text">
          {messageOf(decide.error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={decide.isPending}>
          Approve these values
        </Button>
        <Button
          onClick={() => {
            forgetBegun(approval.id);
            onClose();
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** The arguments of the proposal with these values in them: beside the others, or where a move or many records get them. */
function withValues(approval: Approval, values: Record<string, unknown>): Record<string, unknown> {
  const inner = approval.args.values;
  if (typeof inner !== "object" || inner === null) return { ...approval.args, ...values };
  const own = Object.entries(values).filter(([name]) => name in approval.args);
  const others = Object.entries(values).filter(([name]) => !(name in approval.args));
  return { ...approval.args, ...Object.fromEntries(own), values: { ...inner, ...Object.fromEntries(others) } };
}

interface ControlProps {
  field: FieldMeta;
  wiring: React.ComponentProps<typeof FieldInput>["wiring"];
  value: unknown;
  autoFocus: boolean;
  onChange: (value: unknown) => void;
}

/** A relation is shown by the name of its record. */
function Control(props: ControlProps) {
  const id = typeof props.value === "string" ? props.value : "";
  const names = useNames(props.field, id ? [id] : []);
  return <FieldInput {...props} valueLabel={names[id]} />;
}
