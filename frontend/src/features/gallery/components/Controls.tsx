import { useState } from "react";
import { Card } from "@/kit/ui/card";
import { Combobox } from "@/kit/ui/combobox";
import { DatePicker } from "@/kit/ui/date-picker";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input, Textarea } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { Checkbox, Switch } from "@/kit/ui/toggles";

const choices = ["Germany", "Mexico", "Sweden", "United Kingdom"].map((label) => ({ value: label, label }));
const search = (text: string) => Promise.resolve(choices.filter((choice) => choice.label.toLowerCase().includes(text.toLowerCase())));

export function Controls() {
  const [country, setCountry] = useState<string | null>("Germany");
  const [date, setDate] = useState<string | null>("2026-11-20");
  return (
    <Card title="Controls">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <FormField label="Name" help="As on the invoice.">
          {(field) => <Input {...field} placeholder="Alfreds Futterkiste" />}
        </FormField>
        <FormField label="E-mail" required error="Enter an e-mail address such as name@example.com.">
          {(field) => <Input {...field} defaultValue="ana" />}
        </FormField>
        <FormField label="Disabled">{(field) => <Input {...field} disabled value="Not for your role" readOnly />}</FormField>
        <FormField label="Read only">{(field) => <Input {...field} readOnly value="INV-10248" />}</FormField>
        <FormField label="Country (few)">{(field) => <Select {...field} value={country} onChange={setCountry} choices={choices} />}</FormField>
        <FormField label="Country (many)">{(field) => <Combobox {...field} value={country} valueLabel={country} onChange={setCountry} search={search} searchKey={["gallery"]} />}</FormField>
        <FormField label="Due">{(field) => <DatePicker {...field} value={date} onChange={setDate} />}</FormField>
        <FormField label="Notes">{(field) => <Textarea {...field} placeholder="Anything worth knowing" />}</FormField>
        <div className="flex flex-col gap-3">
          {([false, true, "indeterminate"] as const).map((checked) => (
            <label key={String(checked)} className="flex items-center gap-2 text-sm">
              <Checkbox checked={checked} /> {checked === true ? "All" : checked ? "Some" : "None"}
            </label>
          ))}
          <label className="flex items-center gap-2 text-sm">
            <Switch defaultChecked /> Send me mail
          </label>
          <label className="flex items-center gap-2 text-sm">
            <Switch disabled /> Not available
          </label>
        </div>
        <FormProblem>2 fields need your attention.</FormProblem>
      </div>
    </Card>
  );
}
