import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Card } from "@/kit/ui/card";
import { FormProblem } from "@/kit/ui/form-field";
import { Checkbox } from "@/kit/ui/toggles";
import { agentsQuery, rolesQuery } from "../api";
import { first, type PartProps } from "../parts";

/** Who may use it, and which other agents it may ask. */
export function PeopleCard({ draft, change, errors, readOnly, agent }: PartProps & { agent: string }) {
  const roles = useQuery(rolesQuery).data ?? draft.roles;
  const agents = (useQuery(agentsQuery).data ?? []).filter((one) => one.name !== agent && one.enabled);
  return (
    <Card title="People and colleagues">
      <div className="grid gap-4 sm:grid-cols-2">
        <Choices
          legend="Who may use it"
          empty="Nobody is chosen: everybody who may use agents."
          error={first(errors, "roles")}
          choices={roles.map((role) => ({ value: role, label: role }))}
          chosen={draft.roles}
          readOnly={readOnly}
          onChange={(next) => change({ roles: next })}
        />
        <Choices
          legend="Agents it may ask"
          empty="It works alone."
          error={first(errors, "colleagues")}
          choices={agents.map(({ name, label }) => ({ value: name, label }))}
          chosen={draft.colleagues}
          readOnly={readOnly}
          onChange={(next) => change({ colleagues: next })}
        />
      </div>
    </Card>
  );
}

interface ChoicesProps {
  legend: string;
  empty: string;
  error?: string;
  choices: { value: string; label: string }[];
  chosen: string[];
  readOnly: boolean;
  onChange: (chosen: string[]) => void;
}

function Choices({ legend, empty, error, choices, chosen, readOnly, onChange }: ChoicesProps) {
  const id = useId();
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <FormProblem>{error}</FormProblem>
      {chosen.length === 0 && <p className="text-sm text-ink-2">{empty}</p>}
      {choices.map(({ value, label }) => (
        <div key={value} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-10">
          <Checkbox id={`${id}-${value}`} checked={chosen.includes(value)} disabled={readOnly} onCheckedChange={() => toggle(value)} />
          <label htmlFor={`${id}-${value}`} className="truncate text-sm">
            {label}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
