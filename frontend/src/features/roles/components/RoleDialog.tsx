import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";

export interface RoleDialogProps {
  title: string;
  name: string;
  confirmLabel: string;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the name of a role: a new one, a copy, or another name. */
export function RoleDialog({ title, name: initial, confirmLabel, onSave, onClose }: RoleDialogProps) {
  const [name, setName] = useState(initial);
  const save = useMutation({ mutationFn: () => onSave(name.trim()), onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} size="sm">
      <form noValidate className="space-y-4" onSubmit={submit}>
        <FormField label="Name" required error={save.isError ? messageOf(save.error) : null}>
          {(field) => <Input {...field} autoFocus maxLength={100} placeholder="Bookkeeping" value={name} onChange={(event) => setName(event.target.value)} />}
        </FormField>
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
