/** The conflict on screen; the shell shows its dialog over whatever screen there is. */
import { create } from "zustand";
import type { Conflict } from "../form/useEntityForm";
import type { EntityMeta } from "../meta";

export const useConflicts = create<{ open: { entity: EntityMeta; conflict: Conflict } | null }>(() => ({ open: null }));

export const closeConflict = () => useConflicts.setState({ open: null });
