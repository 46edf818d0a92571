/** What is being done to many records right now; apart from how it is done, so that a list can show it without loading that. */
import { create } from "zustand";

/** The work that goes on: one line above its list. */
export const useBulkWork = create<{ work: { id: string; entity: string; label: string } | null }>(() => ({ work: null }));
