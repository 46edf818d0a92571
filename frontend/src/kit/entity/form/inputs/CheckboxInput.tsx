import { Checkbox } from "@/kit/ui/toggles";
import type { FieldInputProps } from "../FieldInput";

/** A box to tick. */
export default function CheckboxInput({ wiring, value, onChange }: FieldInputProps) {
  return <Checkbox {...wiring} checked={value === true} onCheckedChange={(next) => onChange(next === true)} />;
}
