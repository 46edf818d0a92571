import { Check, ChevronDown } from "lucide-react";
import { type Agent, purposeOf } from "@/kit/agent/queries";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Menu, MenuItem, MenuLabel } from "@/kit/ui/menu";

/** Whom to ask, chosen where one writes. */
export function AgentPicker({ agents, value, onChange, heading = "Ask" }: { agents: Agent[]; value: string; onChange: (name: string) => void; heading?: string }) {
  const chosen = agents.find((agent) => agent.name === value);
  return (
    <Menu
      align="start"
      className="w-80 max-w-[calc(100vw-16px)]"
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Agent: ${chosen?.label ?? value}`} className="font-normal text-ink-2">
          {chosen?.label ?? "Agent"}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuLabel>{heading}</MenuLabel>
      {agents.map((agent) => (
        <MenuItem key={agent.name} asChild onSelect={() => onChange(agent.name)} className="items-start">
          <div>
            <Avatar name={agent.label} size={24} square />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{agent.label}</span>
              <span className="block text-xs text-ink-2">{purposeOf(agent)}</span>
            </span>
            {agent.name === value && <Check aria-label="chosen" />}
          </div>
        </MenuItem>
      ))}
    </Menu>
  );
}
