import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useEntities } from "@/kit/entity/meta";
import { Card } from "@/kit/ui/card";
import { FormField } from "@/kit/ui/form-field";
import { IconButton } from "@/kit/ui/icon-button";
import { Input } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { type Rule, rolesQuery, type Tool, toolsQuery } from "../api";
import { first, type PartProps } from "../parts";
import { means, toolLabel } from "../words";

const asks = [
  { value: "usual", label: "As usual" },
  { value: "always", label: "Always ask" },
  { value: "tainted", label: "Ask once others' text was read" },
  { value: "never", label: "Never ask" },
];

/** Rules for single tools: when a person must agree, who that is, how often, and to which hosts. */
export function RulesCard({ draft, change, errors, readOnly, agent }: PartProps & { agent: string }) {
  const entities = useEntities();
  const tools = useQuery(toolsQuery(agent)).data ?? [];
  const held = tools.filter((tool) => draft.tools.some((word) => means(word, tool, (subject) => entities.some((entity) => entity.name === subject))));
  const without = held.filter((tool) => !draft.policies.some((rule) => rule.tool === tool.name));
  const put = (index: number, rule: Rule) => change({ policies: draft.policies.map((one, at) => (at === index ? rule : one)) });
  const reaching = without.filter((tool) => tool.reaches_out);
  return (
    <Card title="Rules" description="Where a tool needs more care, or less, than usual. Without a rule a write waits for the person who asked.">
      <div className="flex flex-col gap-3">
        {reaching.length > 0 && <p className="text-sm text-warning-text">{reaching.map((tool) => toolLabel(tool.name)).join(", ")}: reaches no address until a rule names its hosts.</p>}
        {draft.policies.map((rule, index) => (
          <RuleRow
            key={rule.tool}
            rule={rule}
            tool={held.find((tool) => tool.name === rule.tool)}
            readOnly={readOnly}
            error={first(errors, `policies.${index}`)}
            onChange={(next) => put(index, next)}
            onRemove={() => change({ policies: draft.policies.filter((one) => one !== rule) })}
          />
        ))}
        {!readOnly && without.length > 0 && (
          <Select
            aria-label="Add a rule for"
            className="w-64 max-w-full"
            value={null}
            placeholder="Add a rule for…"
            onChange={(tool) => change({ policies: [...draft.policies, { tool, approval: null, approver: "", max_calls: null, hosts: [] }] })}
            choices={without.map((tool) => ({ value: tool.name, label: toolLabel(tool.name) }))}
          />
        )}
        {draft.policies.length === 0 && (readOnly || without.length === 0) && <p className="text-sm text-ink-2">No rules.</p>}
      </div>
    </Card>
  );
}

interface RowProps {
  rule: Rule;
  tool: Tool | undefined;
  readOnly: boolean;
  error?: string;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

function RuleRow({ rule, tool, readOnly, error, onChange, onRemove }: RowProps) {
  const roles = useQuery(rolesQuery).data ?? [];
  const writes = tool?.effect !== "read";
  const hosts = (text: string) => text.split(",").map((host) => host.trim().toLowerCase()).filter(Boolean);
  return (
    <fieldset disabled={readOnly} className="min-w-0 rounded-md border border-line p-3">
      <legend className="sr-only">Rule for {toolLabel(rule.tool)}</legend>
      <div className="mb-2 flex items-center justify-between gap-2">
        <span className="truncate text-sm font-medium">{toolLabel(rule.tool)}</span>
        {!readOnly && (
          <IconButton label={`Remove the rule for ${toolLabel(rule.tool)}`} size="sm" onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      {error && <p className="mb-2 text-sm text-danger-text">{error}</p>}
      <div className="grid gap-3 sm:grid-cols-3">
        {writes && (
          <FormField label="When to ask">
            {(field) => <Select {...field} className="w-full" disabled={readOnly} value={rule.approval ?? "usual"} onChange={(next) => onChange({ ...rule, approval: next === "usual" ? null : (next as Rule["approval"]) })} choices={asks} />}
          </FormField>
        )}
        {writes && (
          <FormField label="Who decides">
            {(field) => (
              <Select
                {...field}
                className="w-full"
                disabled={readOnly}
                value={rule.approver || "self"}
                onChange={(next) => onChange({ ...rule, approver: next === "self" ? "" : next })}
                choices={[{ value: "self", label: "Whoever asked" }, ...roles.map((role) => ({ value: role, label: `Role ${role}` }))]}
              />
            )}
          </FormField>
        )}
        <FormField label="Calls per turn">
          {(field) => <Input {...field} type="number" min={0} max={200} placeholder="No limit" value={rule.max_calls ?? ""} onChange={(event) => onChange({ ...rule, max_calls: event.target.value === "" ? null : Number(event.target.value) })} />}
        </FormField>
        {tool?.reaches_out && (
          <FormField className="sm:col-span-3" label="Hosts" help="With commas: api.example.com, or *.example.com for all below it.">
            {(field) => <Input {...field} defaultValue={(rule.hosts ?? []).join(", ")} onChange={(event) => onChange({ ...rule, hosts: hosts(event.target.value) })} />}
          </FormField>
        )}
      </div>
    </fieldset>
  );
}
