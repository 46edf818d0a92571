import { Calendar } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { IconButton } from "./icon-button";
import { Popover } from "./popover";

const Month = lazy(() => import("./date-month"));

export interface DatePickerProps {
  /** A calendar date as `2026-11-20`, or null. */
  value: string | null;
  onChange: (value: string | null) => void;
  disabled?: boolean;
  id?: string;
  name?: string;
  className?: string;
  min?: string;
  max?: string;
  "aria-label"?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
  "aria-required"?: boolean;
}

/** A calendar date: typed into the browser's own date field, or picked from a month. */
export function DatePicker({ value, onChange, disabled, className, ...field }: DatePickerProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={cn("relative w-full", className)}>
      <input
        type="date"
        {...field}
        disabled={disabled}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className="control h-8 px-2.5 pr-9 tabular-nums pointer-coarse:h-10 [&::-webkit-calendar-picker-indicator]:hidden"
      />
      <div className="absolute top-1/2 right-0.5 -translate-y-1/2">
        <Popover
          label="Pick a date"
          align="end"
          open={open}
          onOpenChange={setOpen}
          trigger={
            <IconButton label="Pick a date" size="sm" disabled={disabled}>
              <Calendar aria-hidden />
            </IconButton>
          }
        >
          <Suspense fallback={<div className="h-72 w-60" />}>
            <Month
              value={value}
              onPick={(date) => {
                onChange(date);
                setOpen(false);
              }}
            />
          </Suspense>
        </Popover>
      </div>
    </div>
  );
}
