/** What a person has begun to do with a proposal. Kept outside the card: it is drawn anew when the answer around it is complete. */
import { create } from "zustand";

/** Give other values, or say why not. */
export type ApprovalMode = "edit" | "reject" | null;

interface Begun {
  mode: ApprovalMode;
  note: string;
  /** What was put into the controls of fields, by field; the others hold what is proposed. */
  inputs: Record<string, unknown>;
}

const nothing: Begun = { mode: null, note: "", inputs: {} };
const useStore = create<Record<string, Begun>>(() => ({}));

/** What was begun with one proposal, and how to change it. */
export function useBegun(id: string): [Begun, (change: Partial<Begun>) => void] {
  const begun = useStore((state) => state[id]) ?? nothing;
  return [begun, (change) => useStore.setState((state) => ({ [id]: { ...(state[id] ?? nothing), ...change } }))];
}

/** It is decided, or the person goes back: what was begun is over. */
export function forgetBegun(id: string): void {
  const { [id]: _, ...others } = useStore.getState();
  useStore.setState(others, true);
}
