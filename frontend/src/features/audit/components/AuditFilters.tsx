import { Search, X } from "lucide-react";
import { useEntities } from "@/kit/entity/meta";
import { usePeople } from "@/kit/entity/names";
import { verbOf, vias } from "@/kit/lib/acts";
import { humanize } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { ChoiceFilter, PeriodFilter } from "@/kit/ui/filter";
import { Input } from "@/kit/ui/input";
import type { Choice } from "@/kit/ui/select";
import type { AuditFilter, FilterName } from "../api";

export interface AuditFiltersProps {
  filter: AuditFilter;
  onChange: (change: Partial<Record<FilterName, string | null>>) => void;
  onClear: () => void;
}

const actions = ["create", "update", "delete", "restore", "login", "logout", "export", "import", "approved", "rejected"];
const kinds = ["users", "memberships", "roles", "teams", "organizations", "invitations", "conversations", "approvals"];
/** Filters that only links set; each can be taken away. */
const linked: FilterName[] = ["entity_id", "agent", "field", "request_id", "ip"];

/** Who, what, which records, through what, when. All of it is in the address. */
export function AuditFilters({ filter, onChange, onClear }: AuditFiltersProps) {
  const people = usePeople();
  const entities = useEntities();
  const types = [...entities.map((entity) => ({ value: entity.name, label: entity.label })), ...kinds.map((kind) => ({ value: kind, label: humanize(kind) }))];
  const one = (name: FilterName, label: string, any: string, choices: Choice[]) => (
    <ChoiceFilter className="w-32" label={label} any={any} value={filter[name]} choices={choices} onChange={(value) => onChange({ [name]: value })} />
  );
  return (
    <div role="search" aria-label="Filter the audit log" className="flex flex-wrap items-center gap-2">
      <div className="relative w-full sm:w-40">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-2" aria-hidden />
        <Input type="search" aria-label="Search the audit log" placeholder="Record or value" className="pl-8" value={filter.q ?? ""} onChange={(event) => onChange({ q: event.target.value })} />
      </div>
      {one("user_id", "Who", "Anyone", people)}
      {one("action", "What", "Any act", actions.map((value) => ({ value, label: humanize(verbOf(value)) })))}
      {one("entity_type", "Which records", "Any record", types)}
      {one("via", "Through what", "Any origin", vias)}
      <PeriodFilter
        from={filter.timestamp__gte}
        to={filter.timestamp__lte}
        onFrom={(value) => onChange({ timestamp__gte: value })}
        onTo={(value) => onChange({ timestamp__lte: value })}
      />
      {linked.map(
        (name) =>
          filter[name] && (
            <Button key={name} aria-label={`Remove the filter ${humanize(name)} is ${filter[name]}`} className="max-w-64 font-normal" onClick={() => onChange({ [name]: null })}>
              <span className="truncate">
                {humanize(name)} is {filter[name]}
              </span>
              <X aria-hidden />
            </Button>
          ),
      )}
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" onClick={onClear}>
          Clear all
        </Button>
      )}
    </div>
  );
}
