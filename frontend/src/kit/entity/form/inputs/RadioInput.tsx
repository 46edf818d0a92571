import { RadioGroup } from "radix-ui";
import { cn } from "@/kit/lib/cn";
import { isOpen } from "../rules";
import type { FieldInputProps } from "../FieldInput";

const open = "open";

/** A few choices side by side, all in view. A yes or no may have a third: not set. */
export default function RadioInput({ field, wiring, value, onChange, among, autoFocus }: FieldInputProps) {
  const yesNo = field.kind === "boolean";
  const choices = yesNo ? [{ value: "true", label: "Yes" }, { value: "false", label: "No" }] : (field.choices ?? []).filter((choice) => !among || among.includes(choice.value));
  const shown = isOpen(field) ? [...choices, { value: open, label: "Not set" }] : choices;
  const now = value === null || value === undefined || value === "" ? (isOpen(field) ? open : "") : String(value);
  const choose = (next: string) => onChange(next === open ? null : yesNo ? next === "true" : next);
  const { id, ...aria } = wiring;
  return (
    <RadioGroup.Root {...aria} aria-labelledby={aria["aria-label"] ? undefined : `${id}-label`} value={now} onValueChange={choose} className="flex flex-wrap gap-2">
      {shown.map((choice, index) => (
        <RadioGroup.Item
          key={choice.value}
          id={index === 0 ? id : undefined}
          value={choice.value}
          autoFocus={autoFocus && index === 0}
          className={cn("flex h-8 items-center gap-2 rounded-md border border-control bg-surface px-2.5 text-sm hover:bg-hover pointer-coarse:h-10", now === choice.value && "border-accent bg-accent-soft text-accent-text", aria["aria-invalid"] && "border-danger")}
        >
          <span aria-hidden className={cn("grid size-3.5 place-items-center rounded-full border border-control bg-surface", now === choice.value && "border-accent")}>
            <RadioGroup.Indicator className="size-1.5 rounded-full bg-accent" />
          </span>
          {choice.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
