import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Agent, Conversation } from "@/kit/agent/queries";
import { stopTurn } from "@/kit/agent/turns";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useStored } from "@/kit/lib/stored";
import { toast } from "@/kit/ui/toast";
import { useAttachments } from "../useAttachments";
import { useDraft } from "../useDraft";
import { AgentPicker } from "./AgentPicker";
import { AttachButton, AttachedFiles } from "./Attachments";
import { Composer } from "./Composer";

export interface ReplyProps {
  conversation: Conversation;
  agents: Agent[];
  running: boolean;
  onSend: (text: string, attachments: { id: string; name: string }[]) => void;
}

/** The composer under a conversation. What is typed is kept on this device until it is sent. */
export function Reply({ conversation, agents, running, onSend }: ReplyProps) {
  const [text, setText] = useDraft(conversation.id);
  const [stopping, setStopping] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const navigate = useNavigate();
  const [, setAgent] = useStored("agent", conversation.agent);
  const attached = useAttachments(() => Promise.resolve(conversation.id));
  const stop = () => {
    if (stopping) return;
    setStopping(true);
    stopTurn(conversation.id)
      .catch((error: unknown) => toast.error("Could not stop the answer", error))
      .finally(() => setStopping(false));
    field.current?.focus();
  };
  useShortcut("escape", "Stop the answer", stop, { enabled: running });
  const send = () => {
    onSend(text.trim(), attached.files);
    setText("");
    attached.clear();
  };
  const elsewhere = (name: string) => {
    if (name === conversation.agent) return;
    setAgent(name);
    void navigate("/conversations"); // a conversation has one agent: another one begins anew
  };
  return (
    <div className="mx-auto w-full max-w-[808px] px-4 pb-4 md:px-6">
      <Composer
        field={field}
        text={text}
        onText={setText}
        onSend={send}
        onStop={running ? stop : undefined}
        placeholder={conversation.status === "open" ? "Ask something more" : "Write to the person who answers"}
        tools={
          <>
            <AttachButton busy={attached.busy} onFiles={attached.add} />
            <AgentPicker agents={agents} value={conversation.agent} onChange={elsewhere} heading="Begin a new conversation with" />
          </>
        }
        attached={<AttachedFiles files={attached.files} onRemove={attached.remove} />}
      />
    </div>
  );
}
