import type { FieldInputProps } from "@/kit/entity/form/FieldInput";
import type { DisplayProps } from "@/kit/entity/overrides";
import { Input } from "@/kit/ui/input";

/** In capitals while it is typed. */
export function TrackingInput({ wiring, value, onChange }: FieldInputProps) {
  return <Input {...wiring} value={String(value ?? "")} onChange={(event) => onChange(event.target.value.toUpperCase())} />;
}

/** In groups, as couriers print it. */
export function TrackingText({ value }: DisplayProps) {
  return <span className="font-mono">{String(value).replace(/(..)(...)(...)(...)/, "$1 $2 $3 $4")}</span>;
}
