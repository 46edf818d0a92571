import { writeStored } from "@/kit/lib/stored";
import { Combobox } from "@/kit/ui/combobox";
import type { FieldWiring } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import type { Choice } from "@/kit/ui/select";
import { lastCurrency } from "./rules";

/** An amount as it was typed, and a currency. */
export interface MoneyText {
  amount: string;
  currency: string;
}

interface MoneyInputProps extends Partial<FieldWiring> {
  value: MoneyText;
  onChange: (value: MoneyText) => void;
  autoFocus?: boolean;
  "aria-label"?: string;
}

/** An amount and its currency, on one line. */
export function MoneyInput({ value, onChange, ...wiring }: MoneyInputProps) {
  const setCurrency = (currency: string | null) => {
    if (!currency) return;
    writeStored(lastCurrency, currency);
    onChange({ ...value, currency });
  };
  return (
    <div className="flex gap-2">
      <Input {...wiring} inputMode="decimal" autoComplete="off" placeholder="0.00" className="text-right tabular-nums" value={value.amount} onChange={(event) => onChange({ ...value, amount: event.target.value })} />
      <Combobox aria-label="Currency" className="w-28 shrink-0" clearable={false} value={value.currency || null} onChange={setCurrency} search={findCurrencies} searchKey={["currencies"]} />
    </div>
  );
}

const common = ["USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CNY", "INR", "BRL", "MXN"];

/** Currencies by code or name; the common ones when nothing is typed. */
function findCurrencies(text: string): Promise<Choice[]> {
  const names = new Intl.DisplayNames(undefined, { type: "currency" });
  const wanted = text.trim().toLowerCase();
  const codes = wanted ? Intl.supportedValuesOf("currency") : common;
  const choices = codes.map((code) => ({ value: code, label: `${code} ${names.of(code) ?? ""}` }));
  return Promise.resolve(choices.filter((choice) => choice.label.toLowerCase().includes(wanted)).slice(0, 20));
}
