/** Keyboard shortcuts: each one that is active is listed in the `?` dialog. */
import { useEffect, useEffectEvent } from "react";
import { create } from "zustand";

interface Shortcut {
  keys: string;
  label: string;
  group: string;
}

export const useShortcuts = create<{ shortcuts: Shortcut[] }>(() => ({ shortcuts: [] }));

export interface ShortcutOptions {
  /** Heading in the dialog; "This screen" if not given. */
  group?: string;
  enabled?: boolean;
  /** Works while a field has the focus or a dialog is open as well (for `mod+…` keys). */
  inFields?: boolean;
}

const modifiers = ["mod", "shift", "alt"];
const named: Record<string, string> = { esc: "escape", up: "arrowup", down: "arrowdown", left: "arrowleft", right: "arrowright", space: " " };

/** Whether the event is `mod+k`, `shift+?`, `j`… `mod` is Ctrl or ⌘; Shift is not asked for where the sign itself needs it. */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.toLowerCase().split("+");
  const key = parts.find((part) => !modifiers.includes(part)) ?? "";
  if (event.key.toLowerCase() !== (named[key] ?? key)) return false;
  if (parts.includes("mod") !== (event.ctrlKey || event.metaKey) || parts.includes("alt") !== event.altKey) return false;
  return /^[^\p{L}]$/u.test(key) || parts.includes("shift") === event.shiftKey;
}

/** Whether somebody is typing, or a dialog or menu has the keyboard. */
function isTaken(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest("input, textarea, select, [contenteditable=true], [role=menu], [role=listbox]")) return true;
  return document.querySelector("[role=dialog][data-state=open]:not([data-radix-popper-content-wrapper] *)") !== null;
}

/**
 * Runs `act` on `keys` (`mod+k`, `j`, `shift+?`) while the component is there, and lists it for `?`.
 * An `act` that answers false leaves the key to others, such as a form in a dialog over its own.
 */
export function useShortcut(keys: string, label: string, act: (event: KeyboardEvent) => unknown, options: ShortcutOptions = {}): void {
  const { group = "This screen", enabled = true, inFields = false } = options;
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !isPressed(keys, event) || (!inFields && isTaken(event.target))) return;
    if (act(event) !== false) event.preventDefault();
  });
  useEffect(() => {
    if (!enabled) return;
    const shortcut = { keys, label, group };
    const listener = (event: KeyboardEvent) => pressed(event);
    document.addEventListener("keydown", listener);
    useShortcuts.setState(({ shortcuts }) => ({ shortcuts: [...shortcuts, shortcut] }));
    return () => {
      document.removeEventListener("keydown", listener);
      useShortcuts.setState(({ shortcuts }) => ({ shortcuts: shortcuts.filter((one) => one !== shortcut) }));
    };
  }, [keys, label, group, enabled]);
}
