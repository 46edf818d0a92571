/** Light, dark, or as the system. public/theme.js applies the same choice before the first paint. */
import { create } from "zustand";
import { readStored, writeStored } from "@/kit/lib/stored";

export type Theme = "light" | "dark" | "system";

const system = matchMedia("(prefers-color-scheme: dark)");

function stored(): Theme {
  const value = readStored("theme");
  return value === "light" || value === "dark" ? value : "system";
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme === "dark" || (theme === "system" && system.matches) ? "dark" : "light";
}

export const useTheme = create<{ theme: Theme }>(() => ({ theme: stored() }));

export function setTheme(theme: Theme): void {
  writeStored("theme", theme === "system" ? null : theme);
  apply(theme);
  useTheme.setState({ theme });
}

// paper is white
addEventListener("beforeprint", () => (document.documentElement.dataset.theme = "light"));
addEventListener("afterprint", () => apply(useTheme.getState().theme));
system.addEventListener("change", () => apply(useTheme.getState().theme));
