import { lastDays, type Period } from "@/kit/lib/period";
import { DatePicker } from "./date-picker";
import { Select } from "./select";

const spans = [
  { value: "1", label: "Today" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
];

/** The usual periods by one choice, any other by its days. */
export function PeriodPicker({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const found = spans.find(({ value }) => same(lastDays(Number(value)), period));
  return (
    <div role="group" aria-label="Period" className="flex flex-wrap items-center gap-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2">
      <Select aria-label="Period" className="w-36 max-sm:col-span-2 max-sm:w-full" value={found?.value ?? "own"} onChange={(value) => value !== "own" && onChange(lastDays(Number(value)))} choices={found ? spans : [...spans, { value: "own", label: "Other days" }]} />
      <DatePicker aria-label="From" className="w-36 max-sm:w-full" value={period.since} max={period.until} onChange={(since) => since && onChange({ ...period, since })} />
      <DatePicker aria-label="To" className="w-36 max-sm:w-full" value={period.until} min={period.since} onChange={(until) => until && onChange({ ...period, until })} />
    </div>
  );
}

const same = (one: Period, other: Period) => one.since === other.since && one.until === other.until;
