import type { FieldWiring } from "@/kit/ui/form-field";
import { DatePicker } from "@/kit/ui/date-picker";
import { Input, Textarea } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { Switch } from "@/kit/ui/toggles";
import type { FieldMeta } from "../meta";
import { MoneyInput, type MoneyText } from "./MoneyInput";
import { PersonInput, RelationInput } from "./RelationInput";

export interface FieldInputProps {
  field: FieldMeta;
  wiring: Partial<FieldWiring> & { "aria-label"?: string };
  /** What `schema.ts` says that the control of this kind holds. */
  value: unknown;
  onChange: (value: unknown) => void;
  /** What the chosen record is called, where that is known. */
  valueLabel?: string;
  autoFocus?: boolean;
  /** The statuses that may be chosen, where not all may. */
  among?: string[];
}

/** The control for a field, by its kind. */
export function FieldInput({ field, wiring, value, onChange, valueLabel, autoFocus, among }: FieldInputProps) {
  const text = typeof value === "string" ? value : "";
  switch (field.kind) {
    case "long_text":
      return <Textarea {...wiring} autoFocus={autoFocus} maxLength={field.max ?? undefined} value={text} onChange={(event) => onChange(event.target.value)} />;
    case "money":
      return <MoneyInput {...wiring} autoFocus={autoFocus} value={value as MoneyText} onChange={onChange} />;
    case "date":
      return <DatePicker {...wiring} value={text || null} onChange={onChange} />;
    case "boolean":
      return <Switch {...wiring} checked={value === true} onCheckedChange={onChange} />;
    case "enum":
    case "status":
      return <Select {...wiring} value={text || null} onChange={onChange} choices={(field.choices ?? []).filter((choice) => !among || among.includes(choice.value))} />;
    case "ref":
      return <RelationInput field={field} wiring={wiring} value={text || null} onChange={onChange} valueLabel={valueLabel} />;
    case "user":
      return <PersonInput field={field} wiring={wiring} value={text || null} onChange={onChange} valueLabel={valueLabel} />;
    default:
      return <Input {...wiring} {...typed(field)} autoFocus={autoFocus} value={text} onChange={(event) => onChange(event.target.value)} />;
  }
}

/** What the browser should know about a line of text. Rules are the schema's, so the browser's own messages stay away. */
function typed(field: FieldMeta) {
  const figure = { inputMode: "decimal", className: "text-right tabular-nums" } as const;
  switch (field.kind) {
    case "email":
      return { type: "text", inputMode: "email", autoCapitalize: "off", spellCheck: false } as const;
    case "phone":
      return { type: "tel" } as const;
    case "url":
      return { type: "text", inputMode: "url", autoCapitalize: "off", spellCheck: false } as const;
    case "datetime":
      return { type: "datetime-local" } as const;
    case "integer":
    case "decimal":
      return figure;
    default:
      return { maxLength: field.max ?? undefined } as const;
  }
}
