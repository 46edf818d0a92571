import { type Choice, Select } from "@/kit/ui/select";

/** One thing that a layout lets choose, with its label before it. */
export function OptionSelect({ label, value, choices, onChange }: { label: string; value: string; choices: Choice[]; onChange: (value: string) => void }) {
  return (
    <label className="flex shrink-0 items-center gap-1.5 text-sm text-ink-2">
      <span className="max-md:sr-only">{label}</span>
      <Select aria-label={label} value={value} onChange={onChange} choices={choices} className="h-7 w-auto gap-1 px-2 text-sm text-ink" />
    </label>
  );
}
