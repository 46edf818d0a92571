import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Select } from "@/kit/ui/select";
import { toast } from "@/kit/ui/toast";
import { Checkbox } from "@/kit/ui/toggles";
import { agentNamesQuery, grantTool, refreshServers, type Server, type Tool } from "../api";
import { Pending } from "./Pending";

const effects = [
  { value: "write", label: "May change things: a person is asked each time" },
  { value: "read", label: "Only reads: agents just use it" },
];

/** Consent to a tool as it is shown here: what it does, and which agents get it. */
export function GrantDialog({ server, tool, onClose }: { server: Server; tool: Tool; onClose: () => void }) {
  const [effect, setEffect] = useState(tool.effect);
  const [chosen, setChosen] = useState(tool.agents);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const agents = useQuery(agentNamesQuery).data ?? [];
  const save = async () => {
    setBusy(true);
    try {
      await grantTool(server, tool, effect, chosen);
      toast.success(chosen.length > 0 ? `${tool.full_name} was given` : `${tool.full_name} was taken from all agents`);
      onClose();
      await refreshServers();
    } catch (error) {
      setProblem(messageOf(error));
      void refreshServers();
    } finally {
      setBusy(false);
    }
  };
  const toggle = (name: string) => setChosen((now) => (now.includes(name) ? now.filter((one) => one !== name) : [...now, name]));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={tool.full_name}
      description="What follows is what the server says of it. Agree only if that is what you want agents to do."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} onClick={() => void save()}>
            Agree
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        {tool.pending ? <Pending tool={tool} /> : <p className="rounded-md bg-n-3 p-3 text-sm break-words">{tool.description || "It says nothing of itself."}</p>}
        <FormField label="What it does">{(field) => <Select {...field} className="w-full" value={effect} onChange={(next) => setEffect(next as Tool["effect"])} choices={effects} />}</FormField>
        <fieldset className="min-w-0">
          <legend className="mb-1 text-sm font-medium">Which agents get it</legend>
          <Tick label="Every agent that names it in its tools" checked={chosen.includes("*")} onToggle={() => toggle("*")} />
          {agents.map(({ name, label }) => (
            <Tick key={name} label={label} checked={chosen.includes(name)} onToggle={() => toggle(name)} />
          ))}
        </fieldset>
      </div>
    </Dialog>
  );
}

function Tick({ label, checked, onToggle }: { label: string; checked: boolean; onToggle: () => void }) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-10">
      <Checkbox id={id} checked={checked} onCheckedChange={onToggle} />
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
    </div>
  );
}
