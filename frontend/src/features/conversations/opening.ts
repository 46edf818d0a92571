/** A question that was asked elsewhere (the command palette) and opens a conversation; never part of an address, so no link can ask. */
import { create } from "zustand";

export const useOpening = create<{ question: string | null }>(() => ({ question: null }));
