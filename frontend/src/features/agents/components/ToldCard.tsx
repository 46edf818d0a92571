import { Card } from "@/kit/ui/card";
import { FormField } from "@/kit/ui/form-field";
import { Input, Textarea } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { first, type PartProps } from "../parts";

const tiers = [
  { value: "small", label: "Small: quick and cheap" },
  { value: "standard", label: "Standard" },
  { value: "large", label: "Large: for hard questions" },
];

/** Who it is, what it knows, what it is told. */
export function ToldCard({ draft, change, errors, readOnly, name, onName }: PartProps & { name: string; onName?: (name: string) => void }) {
  return (
    <Card title="About it">
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="Name" required error={errors.label}>
          {(field) => <Input {...field} value={draft.label} readOnly={readOnly} maxLength={80} onChange={(event) => change({ label: event.target.value })} placeholder="Collector" />}
        </FormField>
        <FormField label="Short name" required error={errors.name} help="In addresses and logs; it can not be changed later.">
          {(field) => <Input {...field} className="font-mono" value={name} readOnly={!onName} maxLength={40} onChange={(event) => onName?.(event.target.value)} placeholder="collector" />}
        </FormField>
        <FormField className="sm:col-span-2" label="Who it is" required error={errors.role} help="In a sentence: people read it in the gallery, and the model reads it first.">
          {(field) => <Textarea {...field} rows={2} value={draft.role} readOnly={readOnly} maxLength={600} onChange={(event) => change({ role: event.target.value })} placeholder="You look after unpaid invoices and prepare reminders." />}
        </FormField>
        <FormField className="sm:col-span-2" label="Instructions" error={errors.prompt} help="{user}, {organisation} and {today} are filled in. Everything else is taken as it stands.">
          {(field) => <Textarea {...field} rows={6} value={draft.prompt} readOnly={readOnly} maxLength={20_000} onChange={(event) => change({ prompt: event.target.value })} />}
        </FormField>
        <FormField label="What it knows" error={first(errors, "expertise")} help="Words, with commas. The Concierge sends it questions that hold them.">
          {(field) => <Words key={readOnly ? "fixed" : "open"} field={field} words={draft.expertise} readOnly={readOnly} onChange={(expertise) => change({ expertise })} />}
        </FormField>
        <FormField label="Questions to begin with" error={first(errors, "suggestions")} help="One per line, at most six. Shown under an empty conversation; without any, some are made from its tools.">
          {(field) => <Lines field={field} lines={draft.suggestions} readOnly={readOnly} onChange={(suggestions) => change({ suggestions })} />}
        </FormField>
        <FormField label="Model" error={errors.tier}>
          {(field) => <Select {...field} className="w-full" value={draft.tier} disabled={readOnly} onChange={(tier) => change({ tier: tier as typeof draft.tier })} choices={tiers} />}
        </FormField>
      </div>
    </Card>
  );
}

function Words({ field, words, readOnly, onChange }: { field: object; words: string[]; readOnly: boolean; onChange: (words: string[]) => void }) {
  const parts = (text: string) => [...new Set(text.split(",").map((word) => word.trim()).filter(Boolean))];
  return <Input {...field} defaultValue={words.join(", ")} readOnly={readOnly} onChange={(event) => onChange(parts(event.target.value))} placeholder="unpaid, overdue, reminder" />;
}

function Lines({ field, lines, readOnly, onChange }: { field: object; lines: string[]; readOnly: boolean; onChange: (lines: string[]) => void }) {
  const parts = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  return <Textarea {...field} key={readOnly ? "fixed" : "open"} rows={3} defaultValue={lines.join("\n")} readOnly={readOnly} onChange={(event) => onChange(parts(event.target.value))} placeholder="Which invoices are unpaid?" />;
}
