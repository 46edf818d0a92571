/** The controls by widget and by kind. Those that are seldom needed or heavy come when they are. A new one is one line here. */
import { type ComponentType, lazy } from "react";
import type { FieldKind, FieldMeta } from "../meta";
import type { FieldInputProps } from "./FieldInput";
import { BooleanInput, ChoiceInput, DateInput, LinesInput, LineInput, MomentInput, NumberInput } from "./inputs/plain";
import { MoneyInput, type MoneyText } from "./MoneyInput";
import { isOpen } from "./rules";
import { PersonInput, RelationInput } from "./RelationInput";

type Control = ComponentType<FieldInputProps>;

const RadioInput = lazy(() => import("./inputs/RadioInput"));
const SliderInput = lazy(() => import("./inputs/SliderInput"));
const CheckboxInput = lazy(() => import("./inputs/CheckboxInput"));
const MarkdownInput = lazy(() => import("./inputs/MarkdownInput"));
const TagsInput = lazy(() => import("./inputs/TagsInput"));
const RefsInput = lazy(() => import("./inputs/RefsInput"));
const JsonInput = lazy(() => import("./inputs/JsonInput"));
const FileInput = lazy(() => import("./inputs/FileInput"));

const kinds: Record<FieldKind, Control> = {
  text: LineInput, email: LineInput, url: LineInput, phone: LineInput, long_text: MarkdownInput,
  integer: NumberInput, decimal: NumberInput, percent: NumberInput, boolean: BooleanInput,
  money: ({ wiring, value, onChange, autoFocus }) => <MoneyInput {...wiring} autoFocus={autoFocus} value={value as MoneyText} onChange={onChange} />,
  date: DateInput, datetime: MomentInput, enum: ChoiceInput, status: ChoiceInput,
  tags: TagsInput, json: JsonInput, file: FileInput, image: FileInput,
  ref: ({ value, ...props }) => <RelationInput {...props} value={typeof value === "string" ? value || null : null} />,
  user: ({ value, ...props }) => <PersonInput {...props} value={typeof value === "string" ? value || null : null} />,
  refs: RefsInput,
};

/** Which widgets there are, and the kinds that they fit. */
const widgets: Record<string, { kinds: FieldKind[]; Control: Control }> = {
  radio: { kinds: ["enum", "status", "boolean"], Control: RadioInput },
  switch: { kinds: ["boolean"], Control: BooleanInput },
  checkbox: { kinds: ["boolean"], Control: CheckboxInput },
  slider: { kinds: ["integer", "decimal", "percent"], Control: SliderInput },
  textarea: { kinds: ["text", "long_text"], Control: LinesInput },
  markdown: { kinds: ["text", "long_text"], Control: MarkdownInput },
};

/** The control that a field's declaration asks for; one that does not fit its kind (a slider without ends) is the kind's own. */
export function inputOf(field: FieldMeta): Control {
  const widget = widgets[field.widget ?? (field.kind === "boolean" && isOpen(field) ? "radio" : "")];
  if (!widget?.kinds.includes(field.kind)) return kinds[field.kind];
  if (widget === widgets.slider && (field.min === null || field.max === null)) return kinds[field.kind];
  return widget.Control;
}
