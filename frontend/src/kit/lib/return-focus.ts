import { useState } from "react";

/** What has the focus; for an item of a menu, which is about to go, the button of the menu. */
function focused(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (menu) return document.getElementById(menu);
  return active instanceof HTMLElement ? active : null;
}

/** For a dialog that is opened without a trigger of its own: on closing, the focus goes back to what had it before. */
export function useReturnFocus(open: boolean): { onCloseAutoFocus: (event: Event) => void } {
  const [seen, setSeen] = useState<{ open: boolean; opener: HTMLElement | null }>({ open: false, opener: null });
  if (seen.open !== open) setSeen({ open, opener: open ? focused() : seen.opener });
  return {
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      seen.opener?.focus();
    },
  };
}
