import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField } from "@/kit/ui/form-field";
import { Input, Textarea } from "@/kit/ui/input";
import type { Team, TeamValues } from "../api";

export interface TeamDialogProps {
  title: string;
  team?: Team;
  confirmLabel: string;
  onSave: (values: TeamValues) => Promise<unknown>;
  onClose: () => void;
}

/** Name and description of a team. */
export function TeamDialog({ title, team, confirmLabel, onSave, onClose }: TeamDialogProps) {
  const [name, setName] = useState(team?.name ?? "");
  const [description, setDescription] = useState(team?.description ?? "");
  const save = useMutation({ mutationFn: () => onSave({ name: name.trim(), description: description.trim() || null }), onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} size="sm">
      <form noValidate className="space-y-4" onSubmit={submit}>
        <FormField label="Name" required error={save.isError ? messageOf(save.error) : null}>
          {(field) => <Input {...field} autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}
        </FormField>
        <FormField label="Description">{(field) => <Textarea {...field} rows={2} maxLength={1000} value={description} onChange={(event) => setDescription(event.target.value)} />}</FormField>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!name.trim()}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
