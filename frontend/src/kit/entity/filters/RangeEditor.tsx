import { type FormEvent, useState } from "react";
import { Button } from "@/kit/ui/button";
import { DatePicker } from "@/kit/ui/date-picker";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { parseAmount } from "../form/amount";
import type { EditorProps } from "./FacetEditor";
import type { Condition } from "./filters";
import { periods, wordsOf } from "./periods";

type Bounds = Pick<EditorProps, "field" | "conditions" | "onChange">;

const valueOf = (conditions: Condition[], ...ops: string[]) => conditions.find(({ op }) => ops.includes(op))?.value ?? "";

/** A word like `today` is no day of the calendar. */
const dayOf = (value: string) => (wordsOf(value) ? "" : value);
const same = (one: Condition[], other: Condition[]) => JSON.stringify(one) === JSON.stringify(other);

function bounds(from: string | null, to: string | null): Condition[] {
  return [...(from ? [{ op: "gte" as const, value: from }] : []), ...(to ? [{ op: "lte" as const, value: to }] : [])];
}

/** From one day to another, or a period by its name. */
export function DateRangeEditor({ field, conditions, onChange }: Bounds) {
  const from = dayOf(valueOf(conditions, "gte", "gt"));
  const to = dayOf(valueOf(conditions, "lte", "lt"));
  const empty = conditions.some(({ op, value }) => op === "null" && value === "true");
  return (
    <div className="flex w-72 flex-col gap-3 p-3">
      <div className="grid grid-cols-2 gap-1">
        {periods.map((period) => (
          <Button key={period.label} size="sm" variant="ghost" className="justify-start" aria-pressed={same(conditions, period.conditions)} onClick={() => onChange(period.conditions)}>
            {period.label}
          </Button>
        ))}
        {field.ops.includes("null") && (
          <Button size="sm" variant="ghost" className="justify-start" aria-pressed={empty} onClick={() => onChange(empty ? [] : [{ op: "null", value: "true" }])}>
            Empty
          </Button>
        )}
      </div>
      <FormField label="From">{(wiring) => <DatePicker {...wiring} value={from || null} onChange={(value) => onChange(bounds(value, to))} />}</FormField>
      <FormField label="Up to">{(wiring) => <DatePicker {...wiring} value={to || null} onChange={(value) => onChange(bounds(from, value))} />}</FormField>
    </div>
  );
}

/** From one amount or number to another. */
export function AmountRangeEditor({ field, conditions, onChange }: Bounds) {
  const [from, setFrom] = useState(valueOf(conditions, "gte", "gt"));
  const [to, setTo] = useState(valueOf(conditions, "lte", "lt"));
  const [tried, setTried] = useState(false);
  const wrong = (text: string) => (tried && text.trim() && parseAmount(text) === null ? "Not a number" : null);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [low, high] = [from, to].map((text) => (text.trim() ? parseAmount(text) : ""));
    if (low !== null && high !== null) onChange(bounds(low ?? "", high ?? ""));
  };
  return (
    <form onSubmit={apply} className="flex w-64 flex-col gap-3 p-3">
      <FormField label={`${field.label} at least`} error={wrong(from)}>
        {(wiring) => <Input {...wiring} inputMode="decimal" className="text-right tabular-nums" value={from} onChange={(event) => setFrom(event.target.value)} />}
      </FormField>
      <FormField label={`${field.label} at most`} error={wrong(to)}>
        {(wiring) => <Input {...wiring} inputMode="decimal" className="text-right tabular-nums" value={to} onChange={(event) => setTo(event.target.value)} />}
      </FormField>
      <Button type="submit">Apply</Button>
    </form>
  );
}
