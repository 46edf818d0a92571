import { lazy, Suspense, useState } from "react";
import { Combobox } from "@/kit/ui/combobox";
import type { FieldMeta } from "../meta";
import { useEntity } from "../meta";
import { recordChoices, useNames, usePeople } from "../names";
import { one, titleOf } from "../record";
import type { FieldInputProps } from "./FieldInput";

const CreateDialog = lazy(() => import("./CreateDialog"));

interface PickerProps extends Pick<FieldInputProps, "wiring" | "valueLabel"> {
  field: FieldMeta;
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A record of another entity, found by typing or made on the spot. */
export function RelationInput({ field, wiring, value, onChange, valueLabel }: PickerProps) {
  const target = useEntity(field.target);
  const names = useNames(field, value && !valueLabel ? [value] : []);
  const [creating, setCreating] = useState<string | null>(null);
  const [made, setMade] = useState<{ id: string; title: string } | null>(null);
  if (!target) return <p className="text-sm text-ink-2">Your role does not show these records.</p>;
  const label = made?.id === value ? made?.title : (valueLabel ?? (value ? names[value] : undefined));
  return (
    <>
      <Combobox
        {...wiring}
        value={value}
        valueLabel={label ?? (value ? "…" : undefined)}
        onChange={onChange}
        clearable={!field.required}
        placeholder={`Choose ${one(target)}…`}
        search={(text, signal) => recordChoices(target, text, signal)}
        searchKey={["entity", target.name]}
        onCreate={target.permissions.write ? setCreating : undefined}
      />
      {creating !== null && (
        <Suspense fallback={null}>
          <CreateDialog
            entity={target}
            initial={{ [target.title_field]: creating }}
            onClose={() => setCreating(null)}
            onCreated={(record) => {
              setMade({ id: record.id, title: titleOf(target, record) });
              onChange(record.id);
              setCreating(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** A person of the organisation. */
export function PersonInput({ field, wiring, value, onChange, valueLabel }: PickerProps) {
  const people = usePeople();
  const find = (text: string) => Promise.resolve(people.filter((person) => person.label.toLowerCase().includes(text.trim().toLowerCase())));
  const label = people.find((person) => person.value === value)?.label ?? valueLabel;
  return <Combobox {...wiring} value={value} valueLabel={label} onChange={onChange} clearable={!field.required} placeholder="Choose a person…" search={find} searchKey={["people", people.length]} />;
}
