import { Suspense } from "react";
import type { FieldWiring } from "@/kit/ui/form-field";
import type { FieldMeta } from "../meta";
import { useFieldPart } from "../overrides";
import { inputOf } from "./inputs";

export interface FieldInputProps {
  field: FieldMeta;
  wiring: Partial<FieldWiring> & { "aria-label"?: string };
  /** What `rules.ts` says that the control of this kind holds. */
  value: unknown;
  onChange: (value: unknown) => void;
  /** What the chosen record is called, where that is known. */
  valueLabel?: string;
  autoFocus?: boolean;
  /** The statuses that may be chosen, where not all may. */
  among?: string[];
  /** The record that is edited; none while it is being made. */
  recordId?: string;
}

/** The control for a field: a feature's own, the widget of its declaration, or that of its kind. */
export function FieldInput(props: FieldInputProps) {
  const own = useFieldPart(props.field, "Input");
  const Input = own ?? inputOf(props.field);
  return (
    <Suspense fallback={<div className="control h-8" />}>
      <Input {...props} />
    </Suspense>
  );
}
