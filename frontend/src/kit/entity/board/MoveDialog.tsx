import { type FormEvent, useId, useState } from "react";
import { ApiError, messageOf } from "@/kit/api/errors";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { FieldInput } from "../form/FieldInput";
import { emptyInput, readInput } from "../form/schema";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { statusField } from "../moves";
import { type EntityRecord, titleOf, type Values } from "../record";

interface MoveDialogProps {
  entity: EntityMeta;
  record: EntityRecord;
  to: string;
  /** What has to be known before the record can be there. */
  fields: FieldMeta[];
  onMove: (values: Values) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for what a move needs, then makes it. */
export default function MoveDialog({ entity, record, to, fields, onMove, onClose }: MoveDialogProps) {
  const [inputs, setInputs] = useState<Values>(() => Object.fromEntries(fields.map((field) => [field.name, emptyInput(field)])));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const status = statusField(entity);
  const label = status ? choiceLabel(status, to) : to;
  const save = async () => {
    const { values, wrong } = readAll(fields, inputs);
    setProblems(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await onMove(values);
      onClose();
    } catch (error) {
      const placed = placedAt(error, fields);
      setProblems(placed);
      setProblem(Object.keys(placed).length > 0 ? null : messageOf(error));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // for React the dialog is inside the form that opened it, if one did
    void save();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`${titleOf(entity, record)}: ${label.toLowerCase()}`}
      description={`${fields.length === 1 ? "This is" : "These are"} needed first.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" busy={busy}>
            Mark as {label.toLowerCase()}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        {fields.map((field, index) => (
          <FormField key={field.name} label={field.label} help={field.help} required error={problems[field.name]}>
            {(wiring) => <FieldInput field={field} wiring={wiring} autoFocus={index === 0} value={inputs[field.name]} onChange={(value) => setInputs({ ...inputs, [field.name]: value })} />}
          </FormField>
        ))}
      </form>
    </Dialog>
  );
}

function readAll(fields: FieldMeta[], inputs: Values): { values: Values; wrong: Record<string, string> } {
  const values: Values = {};
  const wrong: Record<string, string> = {};
  for (const field of fields) {
    const read = readInput({ ...field, required: true }, inputs[field.name]);
    if ("problem" in read) wrong[field.name] = read.problem;
    else values[field.name] = read.value;
  }
  return { values, wrong };
}

/** The server's messages by the fields that were asked for. */
function placedAt(error: unknown, fields: FieldMeta[]): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const found = Object.entries(error.fieldErrors()).flatMap(([path, message]) => {
    const field = fields.find((one) => path.split(".").includes(one.name));
    return field ? [[field.name, message]] : [];
  });
  return Object.fromEntries(found);
}
