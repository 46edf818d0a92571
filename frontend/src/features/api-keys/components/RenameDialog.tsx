import { type FormEvent, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";

/** Another name for a key. */
export function RenameDialog({ name, onSave, onClose }: { name: string; onSave: (name: string) => Promise<void>; onClose: () => void }) {
  const [text, setText] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return setProblem("Enter a name.");
    setBusy(true);
    try {
      await onSave(text.trim());
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Rename ${name}`} size="sm">
      <form noValidate className="space-y-4" onSubmit={(event) => void save(event)}>
        <FormField label="Name" required error={problem}>
          {(field) => <Input {...field} value={text} onChange={(event) => setText(event.target.value)} maxLength={200} autoFocus autoComplete="off" />}
        </FormField>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
