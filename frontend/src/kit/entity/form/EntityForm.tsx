import { type FormEvent, Suspense, useEffect, useEffectEvent, useRef } from "react";
import type { Present } from "@/kit/live/refresh";
import { cn } from "@/kit/lib/cn";
import { useShortcut } from "@/kit/lib/shortcuts";
import { Button } from "@/kit/ui/button";
import { FormProblem } from "@/kit/ui/form-field";
import { Kbd } from "@/kit/ui/kbd";
import { ConflictDialog } from "../conflict/ConflictDialog";
import type { EntityMeta } from "../meta";
import { usePart } from "../overrides";
import type { EntityRecord, Values } from "../record";
import { FormRow } from "./FormRow";
import { useEntityForm } from "./useEntityForm";

export interface EntityFormProps {
  entity: EntityMeta;
  /** Given when a record is edited. */
  record?: EntityRecord;
  /** What a new record begins with, as values of the API. */
  initial?: Values;
  onSaved: (record: EntityRecord) => void;
  onCancel: () => void;
  /** Told whether something would be lost by leaving. */
  onDirty?: (dirty: boolean) => void;
  /** Told which field the person is in; null when in none. */
  onField?: (field: string | null) => void;
  /** The others at this record. */
  others?: Present[];
  /** Stands in a dialog rather than on a page of its own. */
  inDialog?: boolean;
}

const nothing: Values = {};

/** The form of an entity: a feature's own, or the one drawn from its fields. */
export function EntityForm(props: EntityFormProps) {
  const Own = usePart(props.entity.name, "Form");
  return Own ? <Suspense fallback={null}><Own {...props} /></Suspense> : <StandardForm {...props} />;
}

/** All fields in one column. Errors show on leaving a field and on saving, which leads to the first one. */
export function StandardForm({ entity, record, initial = nothing, onSaved, onCancel, onDirty, onField, others, inDialog }: EntityFormProps) {
  const { form, fields, problem, conflict, dropConflict, save } = useEntityForm(entity, record, initial, onSaved);
  const { errors, isDirty, isSubmitting, submitCount } = form.formState;
  const formRef = useRef<HTMLFormElement>(null);
  const begun = useRef(false); // the focus that the form itself gave is not yet editing
  const begin = () => void (begun.current = true);
  const wrong = fields.filter((field) => errors[field.name]);
  const tellDirty = useEffectEvent((dirty: boolean) => onDirty?.(dirty));
  useEffect(() => tellDirty(isDirty), [isDirty]);
  useEffect(() => {
    if (submitCount > 0 && !isSubmitting) formRef.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [submitCount, isSubmitting]);
  const submit = form.handleSubmit(save);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // a form in a dialog is, for React, inside the form that opened it
    leaveField(formRef.current);
    void submit();
  };
  const saveByKey = () => {
    if (!isTopmost(formRef.current)) return false;
    if (isDirty) void submit();
    return true;
  };
  useShortcut("mod+enter", "Save", saveByKey, { inFields: true });
  useShortcut("mod+s", "Save", saveByKey, { inFields: true });
  return (
    <form ref={formRef} noValidate onSubmit={onSubmit} onKeyDownCapture={begin} onPointerDownCapture={begin} className="flex flex-col gap-4" aria-label={record ? `Edit ${entity.label_singular.toLowerCase()}` : `New ${entity.label_singular.toLowerCase()}`}>
      <FormProblem>
        {problem ?? (submitCount > 0 && wrong.length > 0 && `${wrong.length === 1 ? "One field needs" : `${wrong.length} fields need`} attention: ${wrong.map((field) => field.label).join(", ")}.`)}
      </FormProblem>
      {entity.fields.map((field) => (
        <FormRow key={field.name} control={form.control} field={field} record={record} among={fields} onField={(field) => begun.current && onField?.(field)} others={others} />
      ))}
      {/* A press here must not take the focus out of a field: its message would move the buttons away from under the pointer. */}
      <div role="presentation" onMouseDown={(event) => event.preventDefault()} className={cn("sticky z-10 -mx-1 flex items-center justify-end gap-2 border-t border-line px-1 py-3", inDialog ? "-bottom-4 -mb-4 bg-raised pb-4" : "bottom-0 bg-canvas")}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!isDirty} busy={isSubmitting}>
          {record ? "Save changes" : `Create ${entity.label_singular.toLowerCase()}`}
          <Kbd keys="mod+enter" className="max-md:hidden [&_kbd]:border-transparent [&_kbd]:bg-transparent [&_kbd]:text-current" />
        </Button>
      </div>
      {conflict && <ConflictDialog entity={entity} conflict={conflict} onSaved={onSaved} onClose={dropConflict} />}
    </form>
  );
}

/** What is half typed (a tag, say) is taken up before the form is read. */
function leaveField(form: HTMLFormElement | null): void {
  const active = document.activeElement;
  if (active instanceof HTMLElement && form?.contains(active) && active.matches("input, textarea")) active.blur();
}

/** Whether no dialog stands over this form. */
function isTopmost(form: HTMLFormElement | null): boolean {
  const dialog = [...document.querySelectorAll("[role=dialog]")].at(-1);
  return !dialog || (form !== null && dialog.contains(form));
}
