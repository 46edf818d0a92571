import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { useDebounced } from "@/kit/lib/use-debounced";
import type { ComboboxProps } from "./combobox";
import type { Choice } from "./select";

/** The field to type into and the choices found; loaded when a combobox is first opened. */
export default function ComboboxList({ value, search, searchKey, onCreate, choose, listId }: ComboboxProps & { listId: string; choose: (choice: Choice) => void }) {
  const [text, setText] = useState("");
  const asked = useDebounced(text, 150);
  const { data, isPending, isError, isPlaceholderData } = useQuery({
    queryKey: [...searchKey, "choices", asked],
    queryFn: ({ signal }) => search(asked, signal),
    staleTime: 10_000,
    placeholderData: (previous) => previous,
  });
  const old = isPlaceholderData || asked !== text; // answers to a former text: Enter must not choose what no longer fits
  const choices = old ? data?.filter((choice) => choice.label.toLowerCase().includes(text.trim().toLowerCase())) : data;
  return (
    <Command id={listId} shouldFilter={false} label="Choices">
      <Command.Input autoFocus value={text} onValueChange={setText} placeholder="Type to search…" className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none" />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        {isPending && <p className="px-2 py-2 text-ink-2">Searching…</p>}
        {isError && <p className="px-2 py-2 text-danger-text">Could not load the choices.</p>}
        {!old && choices?.length === 0 && <p className="px-2 py-2 text-ink-2">Nothing found.</p>}
        {choices?.map((choice) => (
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
