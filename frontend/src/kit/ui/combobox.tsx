import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check, ChevronsUpDown, Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { useDebounced } from "@/kit/lib/use-debounced";
import type { Choice } from "./select";
import { Popover } from "./popover";

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
            className="control flex h-8 items-center justify-between gap-2 px-2.5 text-left pointer-coarse:h-10"
          >
            <span className={cn("truncate", !value && "text-ink-3", value && clearable && "pr-6")}>{value ? (label ?? value) : placeholder}</span>
            <ChevronsUpDown className="size-4 shrink-0 text-ink-2" aria-hidden />
          </button>
        }
      >
        <ComboboxList {...props} listId={listId} choose={choose} />
      </Popover>
      {value && clearable && !disabled && (
        <button type="button" aria-label="Clear" onClick={() => choose(null)} className="absolute top-1/2 right-8 -translate-y-1/2 rounded-sm p-1 text-ink-2 hover:bg-hover">
          <X className="size-4" aria-hidden />
        </button>
      )}
    </div>
  );
}

function ComboboxList({ value, search, searchKey, onCreate, choose, listId }: ComboboxProps & { listId: string; choose: (choice: Choice) => void }) {
  const [text, setText] = useState("");
  const asked = useDebounced(text, 150);
  const { data, isPending, isError } = useQuery({
    queryKey: [...searchKey, "choices", asked],
    queryFn: ({ signal }) => search(asked, signal),
    staleTime: 10_000,
    placeholderData: (previous) => previous,
  });
  return (
    <Command id={listId} shouldFilter={false} label="Choices">
      <Command.Input value={text} onValueChange={setText} placeholder="Type to search…" className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none" />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        {isPending && <p className="px-2 py-2 text-ink-2">Searching…</p>}
        {isError && <p className="px-2 py-2 text-danger-text">Could not load the choices.</p>}
        {data?.length === 0 && <p className="px-2 py-2 text-ink-2">Nothing found.</p>}
        {data?.map((choice) => (
          <Command.Item key={choice.value} value={choice.value} onSelect={() => choose(choice)} className="popup-item">
            <span className="truncate">{choice.label}</span>
            {choice.value === value && <Check className="ml-auto size-4" aria-hidden />}
          </Command.Item>
        ))}
        {onCreate && text.trim() && (
          <Command.Item value="__create" onSelect={() => onCreate(text.trim())} className="popup-item text-accent-text">
            <Plus className="size-4" aria-hidden /> Create “{text.trim()}”
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}
