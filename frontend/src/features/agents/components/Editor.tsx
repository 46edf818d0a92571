import { Copy, History, Save } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { ApiError, messageOf } from "@/kit/api/errors";
import { useLeaveGuard } from "@/kit/layout/leave-guard";
import { useShortcut } from "@/kit/lib/shortcuts";
import { Button } from "@/kit/ui/button";
import { FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { toast } from "@/kit/ui/toast";
import { createAgent, type Definition, type Detail, refreshAgents, replaceAgent } from "../api";
import { nameOfLabel } from "../words";
import { AgentMenu } from "./AgentMenu";
import { Bench } from "./Bench";
import { LimitsCard } from "./LimitsCard";
import { PeopleCard } from "./PeopleCard";
import { RulesCard } from "./RulesCard";
import { ToldCard } from "./ToldCard";
import { ToolsCard } from "./ToolsCard";
import { Versions } from "./Versions";

/** An agent as it is being written, and beside it a bench on which to try it before anybody else does. */
export function Editor({ agent, initial }: { agent?: Detail; initial: Definition }) {
  const form = useEditor(agent, initial);
  const [versions, setVersions] = useState(false);
  const navigate = useNavigate();
  const readOnly = agent !== undefined && !agent.made;
  const part = { draft: form.draft, change: form.change, errors: form.errors, readOnly };
  return (
    <Page
      title={agent?.label ?? "New agent"}
      beside={agent && !agent.enabled ? <Pill status="inactive" label="Off" /> : undefined}
      description={readOnly ? "Part of the product: duplicate it to change it." : agent ? `Version ${agent.version} · ${agent.author}` : "Tell it who it is, give it tools, try it, save it."}
      actions={
        <>
          {agent && <AgentMenu agent={agent} onDeleted={() => void navigate("/agents", { replace: true })} />}
          {agent?.made && (
            <Button onClick={() => setVersions(true)}>
              <History aria-hidden /> Versions
            </Button>
          )}
          {readOnly ? (
            <Button variant="primary" asChild>
              <Link to={`/agents/new?from=${agent.name}`}>
                <Copy aria-hidden /> Duplicate
              </Link>
            </Button>
          ) : (
            <SaveBar form={form} isNew={!agent} />
          )}
        </>
      }
    >
      <FormProblem>{form.problem}</FormProblem>
      <div className="grid min-w-0 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex min-w-0 flex-col gap-4">
          <ToldCard {...part} name={form.name} onName={agent ? undefined : form.setName} />
          <ToolsCard {...part} agent={form.name} />
          <RulesCard {...part} agent={form.name} />
          <LimitsCard {...part} />
          <PeopleCard {...part} agent={form.name} />
        </div>
        <Bench name={form.name} draft={form.draft} />
      </div>
      {agent && versions && <Versions agent={agent} onClose={() => setVersions(false)} />}
      {form.guard}
    </Page>
  );
}

function SaveBar({ form, isNew }: { form: ReturnType<typeof useEditor>; isNew: boolean }) {
  return (
    <div className="flex items-center gap-2">
      {!isNew && <Input className="w-48 max-sm:w-36" aria-label="What changed" placeholder="What changed?" maxLength={300} value={form.note} onChange={(event) => form.setNote(event.target.value)} />}
      <Button variant="primary" busy={form.busy} disabled={!form.dirty} onClick={() => void form.save()}>
        <Save aria-hidden /> {isNew ? "Create agent" : "Save"}
      </Button>
    </div>
  );
}

/** The draft, whether it differs from what is saved, and saving it. */
function useEditor(agent: Detail | undefined, initial: Definition) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(initial);
  const [typedName, setName] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = agent?.name ?? typedName ?? nameOfLabel(draft.label);
  const dirty = JSON.stringify(draft) !== JSON.stringify(initial) || (!agent && initial.label !== "");
  const { guard, release } = useLeaveGuard(dirty && !busy, "This agent has changes that are not saved.");
  const save = async () => {
    setBusy(true);
    setErrors({});
    setProblem(null);
    try {
      const made = await (agent ? replaceAgent(agent, draft, note) : createAgent(name, draft, note));
      release();
      toast.success(agent ? `${made.label} is now version ${made.version}` : `${made.label} was created`);
      await refreshAgents();
      if (!agent) void navigate(`/agents/${made.name}`, { replace: true });
    } catch (error) {
      setErrors(error instanceof ApiError ? error.fieldErrors() : {});
      setProblem(error instanceof ApiError && error.status === 412 ? "Somebody else saved a newer version. Reload to see it; your changes are still here." : messageOf(error));
      window.scrollTo({ top: 0 });
    } finally {
      setBusy(false);
    }
  };
  useShortcut("mod+enter", "Save the agent", () => void save(), { enabled: dirty && !busy, inFields: true });
  const change = (part: Partial<Definition>) => setDraft((now) => ({ ...now, ...part }));
  return { draft, change, name, setName, note, setNote, errors, problem, busy, dirty, save, guard };
}
