import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { cn } from "@/kit/lib/cn";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Textarea } from "@/kit/ui/input";
import { Kbd } from "@/kit/ui/kbd";
import type { Comment, Member, Place } from "../api";
import { useMention, withName } from "../useMention";

interface ComposerProps {
  of: Place;
  /** The comment that is being changed. */
  first?: Comment;
  /** Under which name an unsent text is kept while the application is open. */
  draft?: string;
  label: string;
  action: string;
  onSend: (body: string, picked: Member[]) => Promise<void>;
  onCancel?: () => void;
}

interface Draft {
  text: string;
  picked: Member[];
}

/** Unsent texts: a look at another tab or record loses nothing. */
const drafts = new Map<string, Draft>();

/** Writes a comment in Markdown; @ offers the people who may read the record; Ctrl or ⌘ with Enter sends. */
export function Composer({ of, first, draft, label, action, onSend, onCancel }: ComposerProps) {
  const [{ text, picked }, setNow] = useState<Draft>((draft && drafts.get(draft)) || { text: first?.body ?? "", picked: first?.mentions ?? [] });
  const [caret, setCaret] = useState(text.length);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where the caret belongs once a name has been put in; everywhere else the person moves it himself. */
  const moved = useRef<number | null>(null);
  const id = useId();
  const keep = (next: Draft) => {
    setNow(next);
    if (draft) drafts.set(draft, next);
  };
  const choose = (person: Member, typed: string) => {
    const next = withName(text, caret, typed, person.name);
    keep({ text: next.text, picked: [...picked, person] });
    setCaret(next.caret);
    moved.current = next.caret;
  };
  const mention = useMention(of, text, caret, choose);
  useLayoutEffect(() => {
    if (moved.current !== null) field.current?.setSelectionRange(moved.current, moved.current);
    moved.current = null;
  });
  useLayoutEffect(() => (first ? field.current?.focus() : undefined), [first]);
  const send = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onSend(text, picked);
      keep({ text: "", picked: [] });
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (mention.onKeyDown(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
    if (event.key === "Escape" && onCancel) onCancel();
  };
  const open = mention.people.length > 0;
  return (
    <div className="relative">
      <Textarea
        ref={field} value={text} aria-label={label} placeholder={`${label}…`} maxLength={10_000} rows={2} readOnly={busy} className="w-full"
        aria-autocomplete="list" aria-haspopup="listbox" aria-controls={open ? id : undefined} aria-activedescendant={open ? `${id}-${mention.shown}` : undefined}
        aria-invalid={problem !== null || undefined} aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={(event) => (keep({ text: event.target.value, picked }), setCaret(event.target.selectionStart))}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)} onKeyDown={onKeyDown}
      />
      <span role="status" className="sr-only">{open && `${mention.people.length} people to mention; arrow keys choose, Enter takes`}</span>
      {open && <People id={id} people={mention.people} shown={mention.shown} onChoose={(person) => (choose(person, mention.typed ?? ""), field.current?.focus())} />}
      {problem && <p id={`${id}-problem`} role="alert" className="pt-1 text-sm text-danger-text">{problem}</p>}
      <div className="flex flex-wrap items-center justify-end gap-2 pt-2">
        <span className="mr-auto text-xs text-ink-2 max-sm:hidden">Markdown · @ mentions · <Kbd keys="mod+enter" /></span>
        {onCancel && <Button size="sm" onClick={onCancel}>Cancel</Button>}
        <Button size="sm" variant={first ? "primary" : "secondary"} busy={busy} disabled={!text.trim()} onClick={() => void send()}>{action}</Button>
      </div>
    </div>
  );
}

interface PeopleProps {
  id: string;
  people: Member[];
  shown: number;
  onChoose: (person: Member) => void;
}

/** Whom the @ could mean. The text field keeps the focus. */
function People({ id, people, shown, onChoose }: PeopleProps) {
  return (
    <div id={id} role="listbox" aria-label="People to mention" className="popup absolute z-20 -mt-1 max-h-64 w-64 max-w-full overflow-y-auto p-1">
      {people.map((person, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the text field's
        <div key={person.id} id={`${id}-${index}`} role="option" tabIndex={-1} aria-selected={index === shown} className={cn("popup-item", index === shown && "bg-active")} onMouseDown={(event) => event.preventDefault()} onClick={() => onChoose(person)}>
          <Avatar name={person.name} size={20} />
          <span className="truncate">{person.name}</span>
        </div>
      ))}
    </div>
  );
}
