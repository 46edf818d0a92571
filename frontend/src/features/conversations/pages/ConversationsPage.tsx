import { useMutation, useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { queryClient } from "@/kit/api/query";
import { capabilitiesQuery, type Whose } from "@/kit/agent/queries";
import { ask } from "@/kit/agent/turns";
import { useEntities } from "@/kit/entity/meta";
import { useStored } from "@/kit/lib/stored";
import { useUrlState } from "@/kit/lib/url-state";
import { useDebounced } from "@/kit/lib/use-debounced";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Input } from "@/kit/ui/input";
import { Page } from "@/kit/ui/page";
import { Tabs } from "@/kit/ui/tabs";
import { toast } from "@/kit/ui/toast";
import { createConversation } from "../api";
import { AgentPicker } from "../components/AgentPicker";
import { AttachButton, AttachedFiles } from "../components/Attachments";
import { Composer } from "../components/Composer";
import { ConversationList } from "../components/ConversationList";
import { useOpening } from "../opening";
import { suggestions } from "../suggestions";
import { useAttachments } from "../useAttachments";

export default function ConversationsPage() {
  return (
    <Page title="Conversations" className="mx-auto w-full max-w-[808px]">
      <NewConversation />
      <History />
    </Page>
  );
}

/** The composer of a conversation that begins with the first message. */
function NewConversation() {
  const navigate = useNavigate();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [agent, setAgent] = useStored("agent", "assistant");
  const agents = useQuery(capabilitiesQuery).data?.agents ?? [];
  const examples = suggestions(agents.find((one) => one.name === agent) ?? agents[0], useEntities());
  const made = useRef<Promise<string> | null>(null); // a file needs its conversation before the first message
  const conversation = () => {
    made.current ??= createConversation(agent).then((one) => one.id);
    made.current.catch(() => (made.current = null));
    return made.current;
  };
  const attached = useAttachments(conversation);
  const begin = useMutation({
    mutationFn: async (content: string) => {
      const id = await conversation();
      void ask(id, { content, attachments: attached.files });
      void queryClient.invalidateQueries({ queryKey: ["conversations", "list"] });
      await navigate(`/conversations/${id}`);
    },
    onError: (error) => toast.error("Could not begin the conversation", error),
  });
  const opening = useOpening((state) => state.question);
  const { mutate } = begin;
  useEffect(() => {
    const { question } = useOpening.getState(); // once, also when the effect runs twice
    if (!question) return;
    useOpening.setState({ question: null });
    mutate(question);
  }, [opening, mutate]);
  const choose = (name: string) => {
    setAgent(name);
    made.current = null;
    attached.clear();
    field.current?.focus();
  };
  return (
    <section aria-label="New conversation" className="space-y-3 pt-2 md:pt-8">
      <Composer
        field={field}
        text={text}
        onText={setText}
        onSend={() => mutate(text.trim())}
        onFiles={attached.add}
        busy={begin.isPending}
        placeholder="Ask about your records, or say what to do"
        tools={
          <>
            <AttachButton busy={attached.busy} onFiles={attached.add} />
            <AgentPicker agents={agents} value={agent} onChange={choose} />
          </>
        }
        attached={<AttachedFiles files={attached.files} onRemove={attached.remove} />}
      />
      <ul aria-label="Examples" className="flex flex-wrap gap-2">
        {examples.map((example) => (
          <li key={example}>
            <Button size="sm" className="font-normal" disabled={begin.isPending} onClick={() => mutate(example)}>
              {example}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function History() {
  const [params, change] = useUrlState();
  const q = useDebounced(params.get("q") ?? "", 250);
  const agents = useQuery(capabilitiesQuery).data?.agents ?? [];
  const manages = useCan("agents:manage");
  const asked = params.get("show");
  const show: Whose = asked === "shared" || (asked === "waiting" && manages) ? asked : "own";
  const list = (whose: Whose) => (
    <div className="flex flex-col gap-4">
      <div className="relative">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-2" aria-hidden />
        <Input type="search" aria-label="Search conversations" placeholder="Search titles and messages" className="pl-8" value={params.get("q") ?? ""} onChange={(event) => change({ q: event.target.value })} />
      </div>
      <ConversationList q={q} whose={whose} agents={agents} onClear={() => change({ q: null })} />
    </div>
  );
  return (
    <Tabs
      label="Conversations"
      className="mt-4"
      value={show}
      onChange={(value) => change({ show: value === "own" ? null : value }, { push: true })}
      tabs={[
        { value: "own", label: "Yours", content: list("own") },
        { value: "shared", label: "Shared with you", content: list("shared") },
        ...(manages ? [{ value: "waiting", label: "Waiting for a person", content: list("waiting") }] : []),
      ]}
    />
  );
}
