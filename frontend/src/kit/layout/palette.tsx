import { useQuery } from "@tanstack/react-query";
import { Command as Cmdk } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useReturnFocus } from "@/kit/lib/return-focus";
import { useDebounced } from "@/kit/lib/use-debounced";
import { useMe } from "@/kit/session/store";
import { Kbd } from "@/kit/ui/kbd";
import type { Command } from "./feature";
import { type Group, usePaletteSources } from "./palette-sources";

/** ⌘K: go to a screen, open a record, create, ask an agent. Screens answer at once, records as they arrive. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const focus = useReturnFocus(true);
  const [text, setText] = useState("");
  const asked = useDebounced(text, 120);
  const navigate = useNavigate();
  const me = useMe();
  const { immediate, remote } = usePaletteSources();
  const now = immediate(text);
  const found = useQuery({
    queryKey: ["palette", me.organization.id, asked],
    queryFn: ({ signal }) => remote(asked, signal),
    staleTime: 10_000,
    placeholderData: (previous) => previous,
  });
  const groups = [...now, ...(found.data ?? [])].filter((group) => group.commands.length > 0);
  const run = (command: Command) => {
    onClose();
    command.run((to) => void navigate(to));
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-overlay" />
        <Radix.Content {...focus} aria-describedby={undefined} className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-float outline-none">
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <Cmdk label="Search and commands" shouldFilter={false} loop>
            <Cmdk.Input autoFocus value={text} onValueChange={setText} placeholder="Search records, screens and actions…" className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none" />
            <Cmdk.List className="max-h-[50vh] overflow-y-auto p-2">
              {groups.length === 0 && <p className="px-2 py-6 text-center text-sm text-ink-2">{found.isFetching ? "Searching…" : `Nothing found for “${text}”.`}</p>}
              {groups.map((group) => (
                <PaletteGroup key={group.label} group={group} onRun={run} />
              ))}
            </Cmdk.List>
          </Cmdk>
          <footer className="flex items-center gap-3 border-t border-line px-4 py-2 text-xs text-ink-2 max-sm:hidden">
            <span className="flex items-center gap-1">
              <Kbd keys="up+down" /> choose
            </span>
            <span className="flex items-center gap-1">
              <Kbd keys="enter" /> open
            </span>
            <span className="flex items-center gap-1">
              <Kbd keys="escape" /> close
            </span>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteGroup({ group, onRun }: { group: Group; onRun: (command: Command) => void }) {
  return (
    <Cmdk.Group heading={group.label} className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-2">
      {group.commands.map((command) => (
        <Cmdk.Item key={command.id} value={`${group.label} ${command.id}`} onSelect={() => onRun(command)} className="popup-item text-sm">
          {command.icon && <command.icon className="size-4 shrink-0 text-ink-2" aria-hidden />}
          <span className="truncate">{command.label}</span>
          {command.hint && <span className="ml-auto truncate pl-4 text-xs text-ink-2">{command.hint}</span>}
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  );
}
