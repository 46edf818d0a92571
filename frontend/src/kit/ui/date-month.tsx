import { format, parseISO } from "date-fns";
import { DayPicker } from "react-day-picker";

/** One month to pick a day from; loaded when a date picker is first opened. */
export default function DateMonth({ value, onPick }: { value: string | null; onPick: (date: string) => void }) {
  const selected = value ? parseISO(value) : undefined;
  return (
    <DayPicker
      mode="single"
      autoFocus
      weekStartsOn={1}
      selected={selected}
      defaultMonth={selected}
      onSelect={(date) => date && onPick(format(date, "yyyy-MM-dd"))}
      classNames={{
        root: "relative text-sm",
        month_caption: "flex h-8 items-center justify-center font-medium",
        nav: "absolute inset-x-0 top-0 flex justify-between",
        button_previous: "grid size-8 place-items-center rounded-md hover:bg-hover",
        button_next: "grid size-8 place-items-center rounded-md hover:bg-hover",
        chevron: "size-4 fill-current",
        weekday: "size-8 text-xs font-medium text-ink-2",
        day: "p-0 text-center",
        day_button: "size-8 rounded-md tabular-nums hover:bg-hover",
        selected: "[&>button]:bg-accent [&>button]:text-accent-ink",
        today: "[&>button]:font-semibold [&>button]:underline [&>button]:underline-offset-4",
        outside: "text-ink-3",
        disabled: "text-ink-3",
      }}
    />
  );
}
