import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useEntities } from "@/kit/entity/meta";
import { humanize } from "@/kit/lib/format";
import { SkeletonRows } from "@/kit/ui/states";
import { Checkbox } from "@/kit/ui/toggles";
import { eventsQuery } from "../api";
import { EVERYTHING, type EventGroup, groupsOf, means, stateOf, toggleEvent, toggleGroup } from "../events";

export interface EventPickerProps {
  value: string[];
  onChange: (patterns: string[]) => void;
  error?: string;
}

/** Everything, all of an entity, or single events of it. */
export function EventPicker({ value, onChange, error }: EventPickerProps) {
  const id = useId();
  const entities = useEntities();
  const events = useQuery(eventsQuery).data;
  const groups = groupsOf(events ?? [], (name) => entities.find((entity) => entity.name === name)?.label);
  return (
    <fieldset className="min-w-0" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1 text-sm font-medium">Events</legend>
      {error && (
        <p id={`${id}-error`} role="alert" className="mb-1 text-sm text-danger-text">
          {error}
        </p>
      )}
      <div className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line">
        <Choice label="Every event, also of entities that come later" checked={value.includes(EVERYTHING)} onToggle={() => onChange(value.includes(EVERYTHING) ? [] : [EVERYTHING])} />
        {!events && <SkeletonRows rows={3} label="Loading the events" />}
        {groups.map((group) => (
          <Group key={group.entity} group={group} groups={groups} value={value} onChange={onChange} />
        ))}
      </div>
    </fieldset>
  );
}

function Group({ group, groups, value, onChange }: EventPickerProps & { group: EventGroup; groups: EventGroup[] }) {
  return (
    <div role="group" aria-label={group.label} className="pb-1">
      <Choice label={group.label} strong checked={stateOf(value, group)} onToggle={() => onChange(toggleGroup(value, group, groups))} />
      <div className="flex flex-wrap pl-6">
        {group.events.map((event) => (
          <Choice key={event.name} label={humanize(event.action)} checked={means(value, event)} onToggle={() => onChange(toggleEvent(value, event, groups))} />
        ))}
      </div>
    </div>
  );
}

function Choice({ label, strong, checked, onToggle }: { label: string; strong?: boolean; checked: boolean | "indeterminate"; onToggle: () => void }) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-center gap-2 px-3 pointer-coarse:min-h-10">
      <Checkbox id={id} checked={checked} onCheckedChange={onToggle} />
      <label htmlFor={id} className={strong ? "text-sm font-medium" : "text-sm"}>
        {label}
      </label>
    </div>
  );
}
