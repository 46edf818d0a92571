import { useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { cn } from "@/kit/lib/cn";
import { useDebounced } from "@/kit/lib/use-debounced";
import { Button } from "@/kit/ui/button";
import { Input } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { roleChoicesQuery, statusCountsQuery, type UserFilter, type UserStatus } from "../api";

export interface UserFiltersProps {
  filter: UserFilter;
  onChange: (change: Partial<UserFilter>) => void;
}

const every = "all";
const statuses: { value: UserStatus | ""; label: string }[] = [
  { value: "", label: "All" },
  { value: "active", label: "Active" },
  { value: "invited", label: "Invited" },
  { value: "inactive", label: "Inactive" },
];

/** Search, status with counts, role: one press each, all of it in the address. */
export function UserFilters({ filter, onChange }: UserFiltersProps) {
  const roles = useQuery(roleChoicesQuery).data ?? [];
  const counts = useQuery(statusCountsQuery({ q: useDebounced(filter.q, 250), role: filter.role })).data;
  const countOf = (status: UserStatus | "") => counts && (status === "" ? counts.active + counts.invited + counts.inactive : counts[status]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="relative w-full sm:w-64">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-2" aria-hidden />
        <Input type="search" aria-label="Search users" placeholder="Name or e-mail" className="pl-8" value={filter.q} onChange={(event) => onChange({ q: event.target.value })} />
      </div>
      <div role="group" aria-label="Status" className="flex rounded-md border border-line bg-surface p-0.5">
        {statuses.map(({ value, label }) => (
          <button
            key={label}
            type="button"
            aria-pressed={filter.status === value}
            onClick={() => onChange({ status: value })}
            className={cn("flex h-6.5 items-center gap-1.5 rounded-sm px-2 text-sm text-ink-2 hover:text-ink pointer-coarse:h-9", filter.status === value && "bg-active font-medium text-ink")}
          >
            {label}
            <span className="text-xs text-ink-2 tabular-nums">{countOf(value) ?? ""}</span>
          </button>
        ))}
      </div>
      <Select
        aria-label="Role"
        className="w-36"
        value={filter.role || every}
        onChange={(role) => onChange({ role: role === every ? "" : role })}
        choices={[{ value: every, label: "Any role" }, ...roles.map((role) => ({ value: role.name, label: role.name }))]}
      />
      {(filter.q || filter.status || filter.role) && (
        <Button variant="ghost" onClick={() => onChange({ q: "", status: "", role: "" })}>
          <X aria-hidden /> Clear
        </Button>
      )}
    </div>
  );
}
