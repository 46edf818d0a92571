/** The @ in a text: whom it could mean, and putting the name in its place. */
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { useDebounced } from "@/kit/lib/use-debounced";
import { type Member, mentionableQuery, type Place } from "./api";

const longest = 40;

/** The name that is being typed before the caret: what stands behind an @ at the beginning of a word. Null when there is none. */
export function typedName(text: string, caret: number): string | null {
  const found = /(?:^|[\s(])@([^@\n]*)$/.exec(text.slice(0, caret));
  const name = found?.[1];
  return name === undefined || name.length > longest || /^\s|\s\s$/.test(name) ? null : name;
}

/** The text with a person's name in place of what was typed, and where the caret stands then. */
export function withName(text: string, caret: number, typed: string, name: string): { text: string; caret: number } {
  const start = caret - typed.length;
  const before = `${text.slice(0, start)}${name} `;
  return { text: before + text.slice(caret).replace(/^ /, ""), caret: before.length };
}

/** The people offered for the @ before the caret, and the keys that choose among them. */
export function useMention(of: Place, text: string, caret: number, choose: (person: Member, typed: string) => void) {
  const typed = typedName(text, caret);
  const [dropped, setDropped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const asked = useDebounced(typed ?? "", 120);
  const { data } = useQuery({ ...mentionableQuery(of, asked), enabled: typed !== null });
  const fits = data?.filter((person) => plain(person.name).includes(plain(typed ?? ""))) ?? [];
  const people = typed === null || dropped === text || fits.some((person) => person.name === typed.trim()) ? [] : fits;
  const shown = Math.min(at, Math.max(0, people.length - 1));
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const person = people[shown];
    if (!person || typed === null) return false;
    const steps: Record<string, () => void> = {
      ArrowDown: () => setAt((shown + 1) % people.length),
      ArrowUp: () => setAt((shown + people.length - 1) % people.length),
      Enter: () => choose(person, typed),
      Tab: () => choose(person, typed),
      Escape: () => setDropped(text),
    };
    const step = event.ctrlKey || event.metaKey ? undefined : steps[event.key];
    if (!step) return false;
    event.preventDefault();
    event.stopPropagation();
    step();
    return true;
  };
  return { people, shown, typed, onKeyDown };
}

/** Blind to case and accents, as the server searches. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
