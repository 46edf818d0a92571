import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/kit/ui/button";
import { Kbd } from "@/kit/ui/kbd";
import { FieldInput } from "../form/FieldInput";
import { readInput, toInput } from "../form/schema";
import type { EntityMeta, FieldMeta } from "../meta";
import { type EntityRecord, relatedTitle } from "../record";
import type { SaveField } from "./useFieldSave";

interface InlineEditorProps {
  entities: EntityMeta[];
  field: FieldMeta;
  /** The record as it was when editing began: what is saved replaces this version and no other. */
  base: EntityRecord;
  onSave: SaveField;
  onClose: () => void;
  /** What was typed when the server refused it, and why. */
  refused?: Refusal;
  onRefused: (refusal: Refusal) => void;
}

export interface Refusal {
  input: unknown;
  problem: string;
}

const severalLines = new Set<FieldMeta["kind"]>(["long_text", "json"]);

/** The control of one field with Save and Cancel; Enter saves (⌘Enter in several lines), Esc leaves it as it was. */
export function InlineEditor({ entities, field, base, onSave, onClose, refused, onRefused }: InlineEditorProps) {
  const [before] = useState(() => toInput(field, base[field.name]));
  const [input, setInput] = useState(refused?.input ?? before);
  const [problem, setProblem] = useState(refused?.problem ?? null);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => frame.current?.querySelector<HTMLElement>("input, textarea, button")?.focus(), []);
  const save = async () => {
    const read = readInput(field, input);
    if ("problem" in read) return setProblem(read.problem);
    onClose();
    if (input === before || JSON.stringify(read.value) === JSON.stringify(base[field.name] ?? null)) return;
    const why = await onSave(field, read.value, base);
    if (why) onRefused({ input, problem: why });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return onClose();
    const several = severalLines.has(field.kind) && !(event.metaKey || event.ctrlKey);
    if (event.key !== "Enter" || several || (event.target as HTMLElement).tagName === "BUTTON") return;
    event.preventDefault();
    void save();
  };
  return (
    <div ref={frame} role="presentation" onKeyDown={onKeyDown} className="flex flex-col gap-1.5 py-0.5">
      <FieldInput
        field={field}
        wiring={{ "aria-label": field.label, ...(problem ? { "aria-invalid": true, "aria-describedby": id } : {}) }}
        value={input}
        onChange={setInput}
        recordId={base.id}
        valueLabel={input === base[field.name] ? relatedTitle(entities, field, base) : undefined}
      />
      {problem && (
        <p id={id} role="alert" className="text-danger-text">
          {problem}
        </p>
      )}
      <div className="flex items-center gap-2">
        <Button size="sm" variant="primary" onClick={() => void save()}>
          Save
          <Kbd keys={severalLines.has(field.kind) ? "mod+enter" : "enter"} className="max-md:hidden [&_kbd]:border-transparent [&_kbd]:bg-transparent [&_kbd]:text-current" />
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
