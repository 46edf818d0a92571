import { Card } from "@/kit/ui/card";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import type { Definition } from "../api";
import type { PartProps } from "../parts";

type Limit = keyof Definition["limits"];

const counts: { name: Limit; label: string; help: string }[] = [
  { name: "steps", label: "Steps", help: "Times it may think in a turn" },
  { name: "calls", label: "Tool calls", help: "In a turn" },
  { name: "seconds", label: "Seconds", help: "Longest turn" },
  { name: "output_tokens", label: "Tokens", help: "Written in a turn" },
  { name: "depth", label: "Depth", help: "Colleagues in a row" },
];

/** How much a turn, and a day, may take. Held before each call, so never gone beyond. */
export function LimitsCard({ draft, change, errors, readOnly }: PartProps) {
  const set = (name: Limit, value: string | number | null) => change({ limits: { ...draft.limits, [name]: value } });
  return (
    <Card title="Limits" description="Held before each step: a turn ends rather than go beyond.">
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {counts.map(({ name, label, help }) => (
          <FormField key={name} label={label} help={help} error={errors[`limits.${name}`]}>
            {(field) => <Input {...field} type="number" className="tabular-nums" value={draft.limits[name] ?? ""} readOnly={readOnly} onChange={(event) => set(name, Number(event.target.value))} />}
          </FormField>
        ))}
        <FormField label="Money per turn" help="In the currency of prices" error={errors["limits.cost"]}>
          {(field) => <Input {...field} inputMode="decimal" className="tabular-nums" value={draft.limits.cost} readOnly={readOnly} onChange={(event) => set("cost", event.target.value)} />}
        </FormField>
        <FormField label="Money per day" help="Empty: no limit of its own" error={errors["limits.daily_cost"]}>
          {(field) => <Input {...field} inputMode="decimal" className="tabular-nums" value={draft.limits.daily_cost ?? ""} readOnly={readOnly} onChange={(event) => set("daily_cost", event.target.value || null)} />}
        </FormField>
      </div>
    </Card>
  );
}
