import type { Definition } from "./api";

/** What each part of the form gets: the draft, how to change it, and what the server says is wrong with it by path (`tools.0`). */
export interface PartProps {
  draft: Definition;
  change: (part: Partial<Definition>) => void;
  errors: Record<string, string>;
  readOnly: boolean;
}

/** The first problem of a field that is a list. */
export function first(errors: Record<string, string>, name: string): string | undefined {
  return Object.entries(errors).find(([path]) => path === name || path.startsWith(`${name}.`))?.[1];
}
