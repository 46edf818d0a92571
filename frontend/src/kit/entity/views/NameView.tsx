import { type FormEvent, useId, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Switch } from "@/kit/ui/toggles";
import type { View } from "./views";

interface NameViewProps {
  title: string;
  action: string;
  name?: string;
  /** Also asks who should see it. */
  share?: boolean;
  onSave: (name: string, shared: View["shared"]) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the name of a view, and whether the organisation should see it. */
export function NameView({ title, action, name: before = "", share, onSave, onClose }: NameViewProps) {
  const mayShare = useCan("views:share") && share;
  const [name, setName] = useState(before);
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useId();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setProblem("A name is needed");
    setBusy(true);
    try {
      await onSave(name.trim(), shared ? "organization" : "private");
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <FormField label="Name of the view" error={problem}>
          {(wiring) => <Input {...wiring} value={name} maxLength={80} placeholder="Overdue, largest first" onChange={(event) => setName(event.target.value)} />}
        </FormField>
        {mayShare && <FormField label="Everybody in the organisation sees it">{(wiring) => <Switch {...wiring} checked={shared} onCheckedChange={setShared} />}</FormField>}
      </form>
    </Dialog>
  );
}
