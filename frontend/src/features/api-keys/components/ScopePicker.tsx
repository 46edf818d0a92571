import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useEntities } from "@/kit/entity/meta";
import { Button } from "@/kit/ui/button";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Checkbox } from "@/kit/ui/toggles";
import { type Scope, scopesQuery } from "../api";
import { groupsOf, reading, type ScopeGroup, stateOf, toggled } from "../scopes";

export interface ScopePickerProps {
  value: string[];
  onChange: (scopes: string[]) => void;
  error?: string;
}

/** What a key may do: an area as a whole, or single permissions of it, in words. */
export function ScopePicker({ value, onChange, error }: ScopePickerProps) {
  const id = useId();
  const entities = useEntities();
  const scopes = useQuery(scopesQuery);
  const all = scopes.data ?? [];
  const groups = groupsOf(all, (name) => entities.find((entity) => entity.name === name)?.label);
  return (
    <fieldset className="min-w-0" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1 text-sm font-medium">
        May use
        <span className="text-danger-text" aria-hidden>
          {" *"}
        </span>
      </legend>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Button size="sm" disabled={!scopes.data} onClick={() => onChange(reading(all))}>
          Only reading
        </Button>
        <Button size="sm" disabled={!scopes.data} onClick={() => onChange(all.map((scope) => scope.name))}>
          All I may do
        </Button>
        <Button size="sm" variant="ghost" disabled={value.length === 0} onClick={() => onChange([])}>
          Nothing
        </Button>
        <span className="ml-auto text-sm text-ink-2 tabular-nums" aria-live="polite">
          {value.length} of {all.length} chosen
        </span>
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mb-1 text-sm text-danger-text">
          {error}
        </p>
      )}
      <div className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {scopes.isPending && <SkeletonRows rows={4} label="Loading what you may do" />}
        {scopes.isError && <ErrorState error={scopes.error} doing="load what you may do" onRetry={() => void scopes.refetch()} />}
        {groups.map((group) => (
          <Area key={group.area} group={group} value={value} onChange={onChange} />
        ))}
      </div>
    </fieldset>
  );
}

function Area({ group, value, onChange }: { group: ScopeGroup; value: string[]; onChange: (scopes: string[]) => void }) {
  const toggle = (scopes: Scope[]) =>
    onChange(
      toggled(
        value,
        scopes.map((scope) => scope.name),
      ),
    );
  return (
    <div role="group" aria-label={group.label} className="pb-1">
      <Choice label={group.label} strong checked={stateOf(value, group)} onToggle={() => toggle(group.scopes)} />
      {group.scopes.map((scope) => (
        <div key={scope.name} className="pl-6">
          <Choice label={scope.label} checked={value.includes(scope.name)} onToggle={() => toggle([scope])} />
        </div>
      ))}
    </div>
  );
}

function Choice({ label, strong, checked, onToggle }: { label: string; strong?: boolean; checked: boolean | "indeterminate"; onToggle: () => void }) {
  const id = useId();
  return (
    <div className="flex min-h-7 items-center gap-2 px-3 pointer-coarse:min-h-10">
      <Checkbox id={id} checked={checked} onCheckedChange={onToggle} />
      <label htmlFor={id} className={strong ? "text-sm font-medium" : "text-sm"}>
        {label}
      </label>
    </div>
  );
}
