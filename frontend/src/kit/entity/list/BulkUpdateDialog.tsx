import { useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Select } from "@/kit/ui/select";
import { FieldInput } from "../form/FieldInput";
import { emptyInput, readInput } from "../form/schema";
import { changeMany, countOf, type Target } from "../bulk";
import type { EntityMeta } from "../meta";
import { counted } from "../record";

interface BulkUpdateDialogProps {
  entity: EntityMeta;
  target: Target;
  onClose: () => void;
}

/** One field set to one value on all ticked rows. */
export default function BulkUpdateDialog({ entity, target, onClose }: BulkUpdateDialogProps) {
  const fields = entity.fields.filter((field) => !field.read_only && !field.unique && field.kind !== "status" && field.kind !== "long_text");
  const [name, setName] = useState<string | null>(null);
  const [input, setInput] = useState<unknown>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = fields.find((one) => one.name === name);
  const choose = (next: string) => {
    setName(next);
    const chosen = fields.find((one) => one.name === next);
    setInput(chosen ? emptyInput(chosen) : null);
    setProblem(null);
  };
  const save = async () => {
    if (!field) return;
    const read = readInput(field, input);
    if ("problem" in read) return setProblem(read.problem);
    setBusy(true);
    try {
      await changeMany(entity, "update", target, { [field.name]: read.value });
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`Change ${counted(entity, countOf(target))}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} disabled={!field} onClick={() => void save()}>
            Change {counted(entity, countOf(target))}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <FormField label="Field">{(wiring) => <Select {...wiring} value={name} onChange={choose} choices={fields.map((one) => ({ value: one.name, label: one.label }))} />}</FormField>
        {field && <FormField label={`New ${field.label.toLowerCase()}`} help={field.required ? undefined : "Leave it empty to clear the field."}>{(wiring) => <FieldInput field={field} wiring={wiring} value={input} onChange={setInput} />}</FormField>}
      </div>
    </Dialog>
  );
}
