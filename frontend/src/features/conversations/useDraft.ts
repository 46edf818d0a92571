import { useState } from "react";
import { readStored, writeStored } from "@/kit/lib/stored";

/** A text that is being written, kept on this device until it is sent. */
export function useDraft(name: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => readStored(`draft.${name}`) ?? "");
  const change = (next: string) => {
    setText(next);
    writeStored(`draft.${name}`, next || null);
  };
  return [text, change];
}
