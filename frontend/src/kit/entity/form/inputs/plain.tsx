/** The controls of the common kinds. */
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { cn } from "@/kit/lib/cn";
import { DatePicker } from "@/kit/ui/date-picker";
import { IconButton } from "@/kit/ui/icon-button";
import { Input, Textarea } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { Switch } from "@/kit/ui/toggles";
import type { FieldMeta } from "../../meta";
import type { FieldInputProps } from "../FieldInput";

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** What the browser should know about a line of text. Rules are the schema's, so the browser's own messages stay away. */
function typed(field: FieldMeta) {
  if (field.kind === "email") return { inputMode: "email", autoCapitalize: "off", spellCheck: false } as const;
  if (field.kind === "phone") return { type: "tel" } as const;
  if (field.kind === "url") return { inputMode: "url", autoCapitalize: "off", spellCheck: false } as const;
  return typeof field.max === "number" ? { maxLength: field.max } : {};
}

/** One line; a sensitive one is hidden from those who look over the shoulder until it is asked for. */
export function LineInput({ field, wiring, value, onChange, autoFocus }: FieldInputProps) {
  const [shown, setShown] = useState(!field.sensitive);
  const hidden = shown ? {} : { type: "password", autoComplete: "new-password" };
  const line = <Input {...wiring} {...typed(field)} {...hidden} autoFocus={autoFocus} className={cn(field.sensitive && "pr-9")} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
  if (!field.sensitive) return line;
  return (
    <div className="relative">
      {line}
      <IconButton label={shown ? "Hide" : "Show"} size="sm" aria-pressed={shown} onClick={() => setShown(!shown)} className="absolute top-1/2 right-0.5 -translate-y-1/2">
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </IconButton>
    </div>
  );
}

/** Several lines, without a word about how they are formatted. */
export function LinesInput({ field, wiring, value, onChange, autoFocus }: FieldInputProps) {
  return <Textarea {...wiring} autoFocus={autoFocus} maxLength={typeof field.max === "number" ? field.max : undefined} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
}

/** A figure, with its unit behind it. */
export function NumberInput({ field, wiring, value, onChange, autoFocus }: FieldInputProps) {
  const unit = field.kind === "percent" ? "%" : field.unit;
  const described = [wiring["aria-describedby"], unit && `${wiring.id ?? field.name}-unit`].filter(Boolean).join(" ");
  return (
    <div className="relative">
      <Input
        {...wiring}
        aria-describedby={described || undefined}
        inputMode={field.kind === "integer" ? "numeric" : "decimal"}
        autoComplete="off"
        autoFocus={autoFocus}
        style={unit ? { paddingRight: `calc(${unit.length}ch + 16px)` } : undefined}
        className="text-right tabular-nums"
        value={textOf(value)}
        onChange={(event) => onChange(event.target.value)}
      />
      {unit && (
        <span id={`${wiring.id ?? field.name}-unit`} className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-sm text-ink-2">
          {unit}
        </span>
      )}
    </div>
  );
}

/** On or off. */
export function BooleanInput({ wiring, value, onChange }: FieldInputProps) {
  return <Switch {...wiring} checked={value === true} onCheckedChange={onChange} />;
}

export function DateInput({ wiring, value, onChange }: FieldInputProps) {
  return <DatePicker {...wiring} value={textOf(value) || null} onChange={onChange} />;
}

/** A day and a time, in the person's own time zone. */
export function MomentInput({ wiring, value, onChange }: FieldInputProps) {
  return <Input {...wiring} type="datetime-local" className="tabular-nums" value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
}

export function ChoiceInput({ field, wiring, value, onChange, among }: FieldInputProps) {
  const choices = (field.choices ?? []).filter((choice) => !among || among.includes(choice.value));
  return <Select {...wiring} value={textOf(value) || null} onChange={onChange} choices={choices} />;
}
