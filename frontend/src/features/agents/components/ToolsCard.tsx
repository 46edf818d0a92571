import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Search } from "lucide-react";
import { useId, useState } from "react";
import { useEntities } from "@/kit/entity/meta";
import { cn } from "@/kit/lib/cn";
import { Card } from "@/kit/ui/card";
import { Chip, Chips } from "@/kit/ui/chips";
import { FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Checkbox } from "@/kit/ui/toggles";
import { type Tool, toolsQuery } from "../api";
import { first, type PartProps } from "../parts";
import { grouped, means, type ToolGroup, toolLabel } from "../words";

const wide: [string, string, string][] = [
  ["records:read", "Read all records", "Everything its user may see, also of entities that come later"],
  ["records:write", "Change all records", "Every change waits for approval unless an entity or a rule says otherwise"],
];

/** Which tools it holds: all records by one tick, or single tools by what they are about. */
export function ToolsCard({ draft, change, errors, readOnly, agent }: PartProps & { agent: string }) {
  const [text, setText] = useState("");
  const entities = useEntities();
  const tools = useQuery(toolsQuery(agent));
  const isEntity = (subject: string) => entities.some((entity) => entity.name === subject);
  const groups = grouped(tools.data ?? [], text, (name) => entities.find((entity) => entity.name === name)?.label);
  const toggle = (word: string) => change({ tools: draft.tools.includes(word) ? draft.tools.filter((one) => one !== word) : [...draft.tools, word] });
  const held = (tool: Tool) => draft.tools.some((word) => means(word, tool, isEntity));
  return (
    <Card title="Tools" description="It uses them with the rights of whoever asks it, never with more.">
      <div className="flex flex-col gap-3">
        <FormProblem>{first(errors, "tools")}</FormProblem>
        {draft.tools.length > 0 && (
          <Chips label="Tools it holds">
            {draft.tools.map((word) => (
              <Chip key={word} label={wide.find(([name]) => name === word)?.[1] ?? toolLabel(word)} onRemove={readOnly ? undefined : () => toggle(word)} />
            ))}
          </Chips>
        )}
        {!readOnly && (
          <>
            <div className="grid gap-2 sm:grid-cols-2">
              {wide.map(([word, label, help]) => (
                <Tick key={word} label={label} help={help} checked={draft.tools.includes(word)} onToggle={() => toggle(word)} />
              ))}
            </div>
            <div className="relative">
              <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
              <Input type="search" className="pl-8" aria-label="Find a tool" placeholder="Find a tool…" value={text} onChange={(event) => setText(event.target.value)} />
            </div>
            {tools.isPending && <SkeletonRows rows={4} label="Loading the tools" />}
            {tools.isError && <ErrorState error={tools.error} doing="load the tools" onRetry={() => void tools.refetch()} />}
            <div className="divide-y divide-line rounded-md border border-line">
              {groups.map((group) => (
                <Group key={group.subject} group={group} open={text.trim() !== ""} held={held} named={(tool) => draft.tools.includes(tool.name)} onToggle={toggle} />
              ))}
              {tools.isSuccess && groups.length === 0 && <p className="p-3 text-sm text-ink-2">No tool fits. Try another word.</p>}
            </div>
          </>
        )}
      </div>
    </Card>
  );
}

function Group({ group, open: forced, held, named, onToggle }: { group: ToolGroup; open: boolean; held: (tool: Tool) => boolean; named: (tool: Tool) => boolean; onToggle: (word: string) => void }) {
  const [opened, setOpened] = useState(false);
  const panel = useId();
  const open = forced || opened;
  const count = group.tools.filter(held).length;
  return (
    <div>
      <button type="button" aria-expanded={open} aria-controls={panel} onClick={() => setOpened(!opened)} className="flex min-h-9 w-full items-center gap-2 px-3 text-left text-sm outline-offset-[-2px] hover:bg-hover pointer-coarse:min-h-10">
        <ChevronRight className={cn("size-4 shrink-0 text-ink-2 transition-transform", open && "rotate-90")} aria-hidden />
        <span className="font-medium">{group.label}</span>
        <span className="ml-auto text-xs text-ink-2 tabular-nums">{count > 0 ? `${count} of ${group.tools.length}` : group.tools.length}</span>
      </button>
      <div id={panel} hidden={!open} className="grid gap-x-4 gap-y-1 px-3 pb-3 sm:grid-cols-2">
        {open &&
          group.tools.map((tool) => (
            <Tick
              key={tool.name}
              label={toolLabel(tool.name)}
              help={tool.allowed ? tool.description : "You may not use this yourself."}
              mark={tool.effect === "write" ? "changes" : "reads"}
              checked={held(tool)}
              disabled={!tool.allowed || (held(tool) && !named(tool))}
              onToggle={() => onToggle(tool.name)}
            />
          ))}
      </div>
    </div>
  );
}

interface TickProps {
  label: string;
  help: string;
  mark?: string;
  checked: boolean;
  disabled?: boolean;
  onToggle: () => void;
}

function Tick({ label, help, mark, checked, disabled, onToggle }: TickProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 items-start gap-2 py-1">
      <Checkbox id={id} className="mt-0.5" checked={checked} disabled={disabled} aria-describedby={`${id}-help`} onCheckedChange={onToggle} />
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm">
          {label}
          {mark && <span className="text-ink-2"> · {mark}</span>}
        </label>
        <p id={`${id}-help`} className="line-clamp-2 text-xs text-ink-2">
          {help}
        </p>
      </div>
    </div>
  );
}
