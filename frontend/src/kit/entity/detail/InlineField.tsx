import { Pencil } from "lucide-react";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import type { Present } from "@/kit/live/refresh";
import { cn } from "@/kit/lib/cn";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord } from "../record";
import { FieldValue } from "../value/FieldValue";
import { InlineEditor, type Refusal } from "./InlineEditor";
import { wide } from "./layout";
import { EditingHint } from "./Others";
import type { SaveField } from "./useFieldSave";

interface InlineFieldProps {
  entities: EntityMeta[];
  field: FieldMeta;
  record: EntityRecord;
  /** The label stands above the value, for a narrow column. */
  stacked: boolean;
  editable: boolean;
  onSave: SaveField;
  /** The others at this record. */
  others: Present[];
  /** Told when editing begins and ends. */
  onEditing: (field: string | null) => void;
}

/** A field of a record; a press on the pencil (or on the value, where that is no link) edits it in place. */
export function InlineField({ entities, field, record, stacked, editable, onSave, others, onEditing }: InlineFieldProps) {
  const [base, setBase] = useState<EntityRecord | null>(null);
  const [refused, setRefused] = useState<Refusal>();
  const edit = () => {
    setRefused(undefined);
    setBase(record);
  };
  const editAgain = (refusal: Refusal) => {
    setRefused(refusal);
    setBase(record);
  };
  const id = useId();
  const penRef = useRef<HTMLButtonElement>(null);
  const returnFocus = useRef(false);
  useEffect(() => {
    if (!base && returnFocus.current) penRef.current?.focus();
    returnFocus.current = base !== null;
  }, [base]);
  const tell = useEffectEvent(onEditing);
  useEffect(() => {
    if (!base) return;
    tell(field.name);
    return () => tell(null);
  }, [base, field.name]);
  return (
    <div className={cn("group/field grid gap-x-4 px-3 py-0.5 text-sm", stacked ? "grid-cols-1" : "grid-cols-[104px_minmax(0,1fr)]", !stacked && wide.has(field.kind) && "xl:col-span-2")}>
      <dt id={id} className={cn("text-ink-2", stacked ? "text-xs" : "py-1.5")}>
        {field.label} <EditingHint others={others} field={field.name} />
      </dt>
      <dd className="min-w-0">
        {base ? (
          <InlineEditor entities={entities} field={field} base={base} onSave={onSave} onClose={() => setBase(null)} refused={refused} onRefused={editAgain} />
        ) : (
          <div role="presentation" className={cn("-mx-2 flex min-h-8 items-center gap-2 rounded-md px-2", editable && "cursor-text group-hover/field:bg-hover")} onClick={(event) => editable && !(event.target as HTMLElement).closest("a, button") && getSelection()?.type !== "Range" && edit()}>
            <div className="min-w-0 flex-1 py-1 break-words">
              <FieldValue entities={entities} field={field} record={record} whole />
            </div>
            {editable && (
              <button ref={penRef} type="button" aria-label={`Edit ${field.label.toLowerCase()}`} onClick={edit} className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-2 opacity-0 group-hover/field:opacity-100 hover:bg-active focus-visible:opacity-100 pointer-coarse:size-10 pointer-coarse:opacity-100">
                <Pencil className="size-3.5" aria-hidden />
              </button>
            )}
          </div>
        )}
      </dd>
    </div>
  );
}
