import { useQuery } from "@tanstack/react-query";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { apiRequest } from "@/kit/api/request";
import { cn } from "@/kit/lib/cn";
import { Chip, Chips } from "@/kit/ui/chips";
import type { FieldMeta } from "../../meta";
import type { Stats } from "../../queries";
import type { FieldInputProps } from "../FieldInput";

/** Words as chips: typed (Enter or a comma ends one), or taken from those that other records have. */
export default function TagsInput({ field, wiring, value, onChange, autoFocus }: FieldInputProps) {
  const tags = Array.isArray(value) ? (value as string[]) : [];
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const found = useSuggestions(field, open).filter((tag) => !tags.includes(tag) && tag.toLowerCase().includes(text.trim().toLowerCase())).slice(0, 8);
  const add = (words: string[]) => {
    onChange([...new Set([...tags, ...words.map((word) => word.trim()).filter(Boolean)])]);
    setText("");
    setActive(-1);
  };
  const type = (next: string) => {
    setActive(-1);
    setOpen(true);
    if (next.includes(",")) add(next.split(","));
    else setText(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setActive(Math.max(-1, Math.min(found.length - 1, active + (event.key === "ArrowDown" ? 1 : -1))));
    } else if ((event.metaKey || event.ctrlKey) && text.trim()) {
      if (event.key === "Enter" || event.key === "s") add([text]); // saves the form
    } else if (event.key === "Enter" && (text.trim() || active >= 0)) {
      event.preventDefault();
      event.stopPropagation(); // ends the word, not the form
      add([found[active] ?? text]);
    } else if (event.key === "Backspace" && text === "" && tags.length > 0) onChange(tags.slice(0, -1));
    else if (event.key === "Escape" && open && found.length > 0) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <Popover.Root open={open && found.length > 0} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <div
          role="presentation"
          onClick={() => input.current?.focus()}
          className={cn("flex min-h-8 cursor-text flex-wrap items-center gap-1 rounded-md border border-control bg-surface p-[3px] focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent hover:border-n-9", wiring["aria-invalid"] && "border-danger")}
        >
          {tags.length > 0 && (
            <Chips label={field.label} className="contents [&>li]:contents">
              {tags.map((tag) => (
                <Chip key={tag} label={tag} onRemove={() => onChange(tags.filter((one) => one !== tag))} />
              ))}
            </Chips>
          )}
          <input
            {...wiring}
            ref={input}
            role="combobox"
            aria-expanded={open && found.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
            autoFocus={autoFocus}
            autoComplete="off"
            maxLength={40}
            placeholder={tags.length === 0 ? "Type, then Enter" : undefined}
            className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-base outline-none placeholder:text-ink-3"
            value={text}
            onChange={(event) => type(event.target.value)}
            onKeyDown={onKeyDown}
            onFocus={() => setOpen(true)}
            onBlur={() => {
              setOpen(false);
              if (text.trim()) add([text]);
            }}
          />
        </div>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content id={listId} role="listbox" aria-label={`${field.label} in use`} align="start" sideOffset={4} onOpenAutoFocus={(event) => event.preventDefault()} onInteractOutside={(event) => event.preventDefault()} className="popup w-(--radix-popover-trigger-width) max-w-80 p-1">
          {found.map((tag, index) => (
            <div key={tag} id={`${listId}-${index}`} role="option" tabIndex={-1} aria-selected={index === active} data-selected={index === active} className="popup-item" onPointerDown={(event) => (event.preventDefault(), add([tag]))}>
              {tag}
            </div>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The tags that records of this entity have, the most used first. */
function useSuggestions(field: FieldMeta, wanted: boolean): string[] {
  const { data } = useQuery({
    queryKey: ["entity", field.entity, "tags", field.name],
    queryFn: ({ signal }) => apiRequest<Stats>("GET", `/${field.entity}/stats`, { query: { group_by: field.name, sort: "-count", limit: 100 }, signal }),
    enabled: wanted && field.entity !== "",
    staleTime: 60_000,
    retry: false,
  });
  return data?.items.map((item) => item.group[field.name]).filter((tag) => typeof tag === "string") ?? [];
}
