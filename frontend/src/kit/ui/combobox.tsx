import { ChevronsUpDown, X } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";
import { cn } from "@/kit/lib/cn";
import type { Choice } from "./select";
import { Popover } from "./popover";

const load = () => import("./combobox-list");
const ComboboxList = lazy(load);

export interface ComboboxProps {
  value: string | null;
  /** What the chosen value is called; shown until the choice itself has been loaded. */
  valueLabel?: string | null;
  onChange: (value: string | null, choice: Choice | null) => void;
  /** Finds choices for a text; called with "" when opened. */
  search: (text: string, signal: AbortSignal) => Promise<Choice[]>;
  /** Separates the answers of different comboboxes in the query cache. */
  searchKey: readonly unknown[];
  placeholder?: string;
  /** Offers "Create <text>" when given. */
  onCreate?: (text: string) => void;
  clearable?: boolean;
  disabled?: boolean;
  id?: string;
  className?: string;
  "aria-label"?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
  "aria-required"?: boolean;
}

/** One of many choices, found by typing; the choices come from the server. */
export function Combobox(props: ComboboxProps) {
  const { value, valueLabel, onChange, placeholder = "Search…", clearable = true, disabled, className } = props;
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const label = chosen?.value === value ? chosen?.label : valueLabel;
  const choose = (choice: Choice | null) => {
    setChosen(choice);
    onChange(choice?.value ?? null, choice);
    setOpen(false);
  };
  return (
    <div className={cn("relative w-full", className)}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        className="w-(--radix-popover-trigger-width) min-w-56 p-0"
        trigger={
          <button
            type="button"
            id={props.id}
            role="combobox"
            aria-expanded={open}
            aria-haspopup="dialog"
            aria-controls={open ? listId : undefined}
            aria-label={props["aria-label"]}
            aria-invalid={props["aria-invalid"]}
            aria-describedby={props["aria-describedby"]}
            aria-required={props["aria-required"]}
            disabled={disabled}
            onFocus={() => void load()} // so that what is typed right after opening is not lost
            className="control flex h-8 items-center justify-between gap-2 px-2.5 text-left pointer-coarse:h-10"
          >
            <span className={cn("truncate", !value && "text-ink-3", value && clearable && "pr-6")}>{value ? (label ?? value) : placeholder}</span>
            <ChevronsUpDown className="size-4 shrink-0 text-ink-2" aria-hidden />
          </button>
        }
      >
        <Suspense fallback={<div className="h-32" />}>
          <ComboboxList {...props} listId={listId} choose={choose} />
        </Suspense>
      </Popover>
      {value && clearable && !disabled && (
        <button type="button" aria-label="Clear" onClick={() => choose(null)} className="absolute top-1/2 right-8 -translate-y-1/2 rounded-sm p-1 text-ink-2 hover:bg-hover">
          <X className="size-4" aria-hidden />
        </button>
      )}
    </div>
  );
}
