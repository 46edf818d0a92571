import { type FormEvent, useEffect, useEffectEvent, useRef } from "react";
import { type Control, useController } from "react-hook-form";
import { cn } from "@/kit/lib/cn";
import { useShortcut } from "@/kit/lib/shortcuts";
import { Button } from "@/kit/ui/button";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Kbd } from "@/kit/ui/kbd";
import { ConflictDialog } from "../conflict/ConflictDialog";
import { type EntityMeta, type FieldMeta, useEntities } from "../meta";
import { type EntityRecord, relatedTitle, type Values } from "../record";
import { FieldInput } from "./FieldInput";
import { useEntityForm } from "./useEntityForm";

interface EntityFormProps {
  entity: EntityMeta;
  /** Given when a record is edited. */
  record?: EntityRecord;
  /** What a new record begins with, as values of the API. */
  initial?: Values;
  onSaved: (record: EntityRecord) => void;
  onCancel: () => void;
  /** Told whether something would be lost by leaving. */
  onDirty?: (dirty: boolean) => void;
  /** Stands in a dialog rather than on a page of its own. */
  inDialog?: boolean;
}

const nothing: Values = {};

/** All fields in one column. Errors show on leaving a field and on saving, which leads to the first one. */
export function EntityForm({ entity, record, initial = nothing, onSaved, onCancel, onDirty, inDialog }: EntityFormProps) {
  const { form, fields, problem, conflict, dropConflict, save } = useEntityForm(entity, record, initial, onSaved);
  const { errors, isDirty, isSubmitting, submitCount } = form.formState;
  const formRef = useRef<HTMLFormElement>(null);
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
    <form ref={formRef} noValidate onSubmit={onSubmit} className="flex flex-col gap-4" aria-label={record ? `Edit ${entity.label_singular.toLowerCase()}` : `New ${entity.label_singular.toLowerCase()}`}>
      <FormProblem>
        {problem ?? (submitCount > 0 && wrong.length > 0 && `${wrong.length === 1 ? "One field needs" : `${wrong.length} fields need`} attention: ${wrong.map((field) => field.label).join(", ")}.`)}
      </FormProblem>
      {fields.map((field, index) => (
        <FormRow key={field.name} control={form.control} field={field} record={record} first={index === 0} />
      ))}
      <div className={cn("sticky z-10 -mx-1 flex items-center justify-end gap-2 border-t border-line px-1 py-3", inDialog ? "-bottom-4 -mb-4 bg-raised pb-4" : "bottom-0 bg-canvas")}>
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

interface FormRowProps {
  control: Control<Values, unknown, Values>;
  field: FieldMeta;
  record: EntityRecord | undefined;
  first: boolean;
}

/** A field with its label, help and error. Going into a list that it has opened is not yet leaving it. */
function FormRow({ control, field, record, first }: FormRowProps) {
  const entities = useEntities();
  const { field: bound, fieldState } = useController({ control, name: field.name });
  const label = record && bound.value === record[field.name] ? relatedTitle(entities, field, record) : undefined;
  return (
    <div onBlur={(event) => !event.relatedTarget?.closest("[data-radix-popper-content-wrapper]") && bound.onBlur()}>
      <FormField label={field.label} help={field.help} required={field.required} error={fieldState.error?.message}>
        {(wiring) => <FieldInput field={field} wiring={wiring} value={bound.value} onChange={bound.onChange} autoFocus={first} valueLabel={label} />}
      </FormField>
    </div>
  );
}

/** Whether no dialog stands over this form. */
function isTopmost(form: HTMLFormElement | null): boolean {
  const dialog = [...document.querySelectorAll("[role=dialog]")].at(-1);
  return !dialog || (form !== null && dialog.contains(form));
}
