import type { Present } from "@/kit/live/refresh";
import { cn } from "@/kit/lib/cn";
import { Avatar } from "@/kit/ui/avatar";
import { Tooltip } from "@/kit/ui/tooltip";
import type { EntityMeta } from "../meta";

const most = 4;

/** Who else is at this record, as signs; a ring says that somebody edits. Read out when it changes. */
export function Others({ entity, others }: { entity: EntityMeta; others: Present[] }) {
  const more = others.length - most;
  return (
    <div role="status" aria-label="Also here" className="flex shrink-0 items-center pl-1 print:hidden">
      {others.slice(0, most).map((person) => (
        <Tooltip key={person.id} content={whatOf(entity, person)}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the tooltip tells what colour alone would say */}
          <span tabIndex={0} className={cn("-ml-1 rounded-full border-2 border-canvas", person.editing && "ring-2 ring-accent")}>
            <Avatar name={person.name} size={24} />
            <span className="sr-only">{whatOf(entity, person)}</span>
          </span>
        </Tooltip>
      ))}
      {more > 0 && <span className="pl-1 text-xs text-ink-2">+{more}</span>}
    </div>
  );
}

/** "Anna is editing the amount", "Anna is here too". */
function whatOf(entity: EntityMeta, person: Present): string {
  const field = entity.fields.find((one) => one.name === person.editing);
  return field ? `${person.name} is editing the ${field.label.toLowerCase()}` : `${person.name} is here too`;
}

/** At a field: who else is editing it. */
export function EditingHint({ others, field }: { others: Present[]; field: string }) {
  const names = others.filter((person) => person.editing === field).map((person) => person.name.split(" ")[0]);
  if (names.length === 0) return null;
  return <span className="inline-block max-w-full truncate rounded-full bg-accent-soft px-1.5 align-middle text-xs font-normal text-accent-text">{names.join(", ")} {names.length === 1 ? "is" : "are"} editing</span>;
}
