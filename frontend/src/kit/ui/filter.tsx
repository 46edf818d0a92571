import { humanize } from "@/kit/lib/format";
import { DatePicker } from "./date-picker";
import { type Choice, Select } from "./select";

const every = "every";
const day = "flex items-center gap-2 text-sm text-ink-2 max-sm:flex-col max-sm:items-start max-sm:gap-1";

export interface ChoiceFilterProps {
  label: string;
  /** What stands there while nothing is chosen, such as "Any agent". */
  any: string;
  value: string | undefined;
  choices: Choice[];
  /** Null takes the filter away. */
  onChange: (value: string | null) => void;
  className?: string;
}

/** A filter of a list by one of a few values; one that is gone by now stays chosen until it is taken away. */
export function ChoiceFilter({ label, any, value, choices, onChange, className }: ChoiceFilterProps) {
  return (
    <Select
      aria-label={label}
      className={className}
      value={value ?? every}
      onChange={(chosen) => onChange(chosen === every ? null : chosen)}
      choices={[{ value: every, label: any }, ...withChosen(choices, value)]}
    />
  );
}

export interface PeriodFilterProps {
  /** ISO dates, both included. */
  from: string | undefined;
  to: string | undefined;
  onFrom: (value: string | null) => void;
  onTo: (value: string | null) => void;
}

/** A filter of a list by a first and a last day, either of them open. On a phone both stand in one row, and share its width. */
export function PeriodFilter({ from, to, onFrom, onTo }: PeriodFilterProps) {
  return (
    <div className="flex flex-wrap gap-2 max-sm:col-span-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2">
      <span className={day}>
        from
        <DatePicker aria-label="From" className="w-36 max-sm:w-full" value={from ?? null} max={to} onChange={onFrom} />
      </span>
      <span className={day}>
        to
        <DatePicker aria-label="To" className="w-36 max-sm:w-full" value={to ?? null} min={from} onChange={onTo} />
      </span>
    </div>
  );
}

function withChosen(choices: Choice[], value: string | undefined): Choice[] {
  return value === undefined || choices.some((choice) => choice.value === value) ? choices : [...choices, { value, label: humanize(value) }];
}
