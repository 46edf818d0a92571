import { type ReactNode, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { FormField } from "./form-field";
import { Input } from "./input";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Names what will be gone or changed. */
  children: ReactNode;
  /** A verb: "Delete 3 invoices". */
  confirmLabel: string;
  /** May fail: then the dialog stays open and says why. */
  onConfirm: () => Promise<unknown> | void;
  danger?: boolean;
  /** A word that has to be typed first, for what cannot be undone. */
  typed?: string;
}

/** Asks once before an act that cannot simply be undone. */
export function ConfirmDialog({ open, onOpenChange, title, children, confirmLabel, onConfirm, danger = true, typed }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const close = (next: boolean) => {
    setProblem(null);
    setText("");
    onOpenChange(next);
  };
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      close(false);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button variant={danger ? "danger" : "primary"} busy={busy} disabled={typed !== undefined && text !== typed} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-base text-ink-2">
        <div>{children}</div>
        {typed !== undefined && (
          <FormField label={`Type “${typed}” to confirm`}>{(field) => <Input {...field} value={text} onChange={(event) => setText(event.target.value)} />}</FormField>
        )}
        {problem && (
          <p role="alert" className="text-danger-text">
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}
