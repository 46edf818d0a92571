/** Keyboard shortcuts: each one that is active is listed in the `?` dialog. */
import { useEffect } from "react";
import { useHotkeys } from "react-hotkeys-hook";
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
  /** Works while a field has the focus as well (for `mod+…` keys). */
  inFields?: boolean;
}

/** Runs `act` on `keys` (`mod+k`, `j`, `shift+?`) while the component is there, and lists it for `?`. */
export function useShortcut(keys: string, label: string, act: (event: KeyboardEvent) => void, options: ShortcutOptions = {}): void {
  const { group = "This screen", enabled = true, inFields = false } = options;
  useHotkeys(keys, act, { enabled, enableOnFormTags: inFields, enableOnContentEditable: inFields, preventDefault: true, useKey: true }, [act]);
  useEffect(() => {
    if (!enabled) return;
    const shortcut = { keys, label, group };
    useShortcuts.setState(({ shortcuts }) => ({ shortcuts: [...shortcuts, shortcut] }));
    return () => useShortcuts.setState(({ shortcuts }) => ({ shortcuts: shortcuts.filter((one) => one !== shortcut) }));
  }, [keys, label, group, enabled]);
}
