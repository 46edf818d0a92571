import { type Control, useController } from "react-hook-form";
import type { Present } from "@/kit/live/refresh";
import { FormField } from "@/kit/ui/form-field";
import { EditingHint } from "../detail/Others";
import { type FieldMeta, useEntities } from "../meta";
import { type EntityRecord, relatedTitle, type Values } from "../record";
import { FieldValue } from "../value/FieldValue";
import { FieldInput } from "./FieldInput";

interface FormRowProps {
  control: Control<Values, unknown, Values>;
  field: FieldMeta;
  record: EntityRecord | undefined;
  /** The fields that this form writes. */
  among: FieldMeta[];
  onField?: (field: string | null) => void;
  others?: Present[];
}

/** One field of a form: its control; its value, where it cannot be written; nothing, where there is neither. */
export function FormRow({ field, record, among, ...row }: FormRowProps) {
  if (among.includes(field)) return <Editable field={field} record={record} first={among[0] === field} {...row} />;
  if (record && field.read_only) return <Fixed field={field} record={record} />;
  return null;
}

interface ControlProps extends Omit<FormRowProps, "among"> {
  first: boolean;
}

/** A field with its label, help and error. Going into a list that it has opened is not yet leaving it. */
function Editable({ control, field, record, first, onField, others }: ControlProps) {
  const entities = useEntities();
  const { field: bound, fieldState } = useController({ control, name: field.name });
  const label = record && bound.value === record[field.name] ? relatedTitle(entities, field, record) : undefined;
  return (
    <div
      onFocus={() => onField?.(field.name)}
      onInput={() => onField?.(field.name)}
      onBlur={(event) => {
        if (event.relatedTarget?.closest("[data-radix-popper-content-wrapper]") || event.currentTarget.contains(event.relatedTarget)) return;
        onField?.(null);
        bound.onBlur();
      }}
    >
      <FormField label={field.label} help={field.help} required={field.required} aside={others && <EditingHint others={others} field={field.name} />} error={fieldState.error?.message}>
        {(wiring) => <FieldInput field={field} wiring={wiring} value={bound.value} onChange={bound.onChange} autoFocus={first} valueLabel={label} recordId={record?.id} />}
      </FormField>
    </div>
  );
}

/** A value that this form shows but does not write, and why. */
function Fixed({ field, record }: { field: FieldMeta; record: EntityRecord }) {
  const entities = useEntities();
  return (
    <dl className="flex flex-col gap-1">
      <dt className="flex items-baseline justify-between gap-2 text-sm font-medium">
        {field.label}
        <span className="font-normal text-ink-2">{field.computed ? "Calculated" : "Read only"}</span>
      </dt>
      <dd className="min-h-8 rounded-md border border-line bg-n-2 px-2.5 py-1 text-base">
        <FieldValue entities={entities} field={field} record={record} />
      </dd>
    </dl>
  );
}
