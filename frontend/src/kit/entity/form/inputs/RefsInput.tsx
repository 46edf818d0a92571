import { Combobox } from "@/kit/ui/combobox";
import { Chip, Chips } from "@/kit/ui/chips";
import { useEntity } from "../../meta";
import { recordChoices, useNames } from "../../names";
import { one } from "../../record";
import { useState } from "react";
import type { FieldInputProps } from "../FieldInput";

const none: string[] = [];

/** Several records of another entity: those chosen as chips, more found by typing. */
export default function RefsInput({ field, wiring, value, onChange }: FieldInputProps) {
  const target = useEntity(field.target);
  const ids = Array.isArray(value) ? (value as string[]) : none;
  const [picked, setPicked] = useState<Record<string, string>>({});
  const names = useNames(field, ids.filter((id) => !picked[id]));
  if (!target) return <p className="text-sm text-ink-2">Your role does not show these records.</p>;
  return (
    <div className="flex flex-col gap-2">
      {ids.length > 0 && (
        <Chips label={field.label}>
          {ids.map((id) => (
            <Chip key={id} label={picked[id] ?? names[id] ?? "…"} onRemove={() => onChange(ids.filter((one) => one !== id))} />
          ))}
        </Chips>
      )}
      <Combobox
        {...wiring}
        value={null}
        placeholder={ids.length > 0 ? `Add ${one(target)}…` : `Choose ${target.label.toLowerCase()}…`}
        search={async (text, signal) => (await recordChoices(target, text, signal)).filter((choice) => !ids.includes(choice.value))}
        searchKey={["entity", target.name, "but", ids.join()]}
        onChange={(id, choice) => {
          if (!id) return;
          setPicked({ ...picked, [id]: choice?.label ?? "…" });
          onChange([...ids, id]);
        }}
      />
    </div>
  );
}
