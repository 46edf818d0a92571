import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { capabilitiesQuery } from "@/kit/agent/queries";
import { usePeople } from "@/kit/entity/names";
import { cn } from "@/kit/lib/cn";
import { humanize } from "@/kit/lib/format";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ChoiceFilter, PeriodFilter } from "@/kit/ui/filter";
import type { Choice } from "@/kit/ui/select";
import type { FilterName, TraceFilter } from "../api";
import { tones } from "../words";

export interface TraceFiltersProps {
  filter: TraceFilter;
  /** Whether other people's traces are shown too. */
  everybody: boolean;
  onChange: (change: Partial<Record<FilterName, string | null>>) => void;
  onClear: () => void;
}

const states = Object.keys(tones).map((value) => ({ value, label: humanize(value) }));

/** Which agent, for whom, how it ended, when. All of it is in the address. */
export function TraceFilters({ filter, everybody, onChange, onClear }: TraceFiltersProps) {
  const people = usePeople(everybody);
  const known = useQuery({ ...capabilitiesQuery, enabled: useCan("agents:use") });
  const agents = (known.data?.agents ?? []).map((agent) => ({ value: agent.name, label: agent.label }));
  const one = (name: FilterName, label: string, any: string, choices: Choice[], wide = false) => (
    <ChoiceFilter
      className={cn("w-36 max-sm:w-full", wide && "max-sm:col-span-2")}
      label={label}
      any={any}
      value={filter[name]}
      choices={choices}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <div role="search" aria-label="Filter the traces" className="flex flex-wrap items-center gap-2 max-sm:grid max-sm:grid-cols-2">
      {one("agent", "Agent", "Any agent", agents)}
      {everybody && one("user_id", "Person", "Anyone", people)}
      {one("status", "How it ended", "Any end", states, everybody)}
      <PeriodFilter
        from={filter.started_at__gte}
        to={filter.started_at__lte}
        onFrom={(value) => onChange({ started_at__gte: value })}
        onTo={(value) => onChange({ started_at__lte: value })}
      />
      {filter.conversation_id && (
        <Button className="font-normal" aria-label="Remove the filter: one conversation" onClick={() => onChange({ conversation_id: null })}>
          One conversation
          <X aria-hidden />
        </Button>
      )}
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" onClick={onClear}>
          Clear all
        </Button>
      )}
    </div>
  );
}
