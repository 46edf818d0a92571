import type { MouseEvent, ReactNode } from "react";
import { Button } from "./button";

/** For the buttons of a form: without it the field would be left, its error would push the button from under the mouse, and the click would be lost. */
export const keepFocus = (event: MouseEvent) => event.preventDefault();

export interface FormActionsProps {
  /** What the form does when it is sent. */
  submit: string;
  busy: boolean;
  onCancel: () => void;
  /** More buttons, before these. */
  children?: ReactNode;
}

/** The end of a form in a dialog: leave it, or send it. */
export function FormActions({ submit, busy, onCancel, children }: FormActionsProps) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {children}
      <Button onMouseDown={keepFocus} onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" variant="primary" busy={busy} onMouseDown={keepFocus}>
        {submit}
      </Button>
    </div>
  );
}
