import { type RefObject, useState } from "react";
import type { Agent, Conversation } from "@/kit/agent/queries";
import { stopTurn } from "@/kit/agent/turns";
import type { AttachedFile } from "@/kit/agent/types";
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
  field: RefObject<HTMLTextAreaElement | null>;
  /** Whose conversation it is picks the agent and attaches files. */
  own: boolean;
  onSend: (text: string, attachments: AttachedFile[], agent?: string) => void;
  /** Says the last question differently. */
  onEditLast: () => void;
}

/** The composer under a conversation. What is typed is kept on this device until it is sent. */
export function Reply({ conversation, agents, running, field, own, onSend, onEditLast }: ReplyProps) {
  const [text, setText] = useDraft(conversation.id);
  const [stopping, setStopping] = useState(false);
  const [agent, setAgent] = useState(conversation.agent);
  const [, keepAgent] = useStored("agent", conversation.agent);
  const attached = useAttachments(() => Promise.resolve(conversation.id));
  const stop = () => {
    if (stopping) return;
    setStopping(true);
    stopTurn(conversation.id)
      .catch((error: unknown) => toast.error("Could not stop the answer", error))
      .finally(() => setStopping(false));
    field.current?.focus();
  };
  useShortcut("/", "Write a message", () => field.current?.focus());
  useShortcut("escape", "Stop the answer", stop, { enabled: running });
  const send = () => {
    onSend(text.trim(), attached.files, agent === conversation.agent ? undefined : agent);
    setText("");
    attached.clear();
  };
  const choose = (name: string) => {
    setAgent(name);
    keepAgent(name);
    field.current?.focus();
  };
  return (
    <div className="mx-auto w-full max-w-[808px] px-4 pb-4 md:px-6">
      <Composer
        field={field}
        text={text}
        onText={setText}
        onSend={send}
        onStop={running ? stop : undefined}
        onFiles={own ? attached.add : undefined}
        onEditLast={own && !running ? onEditLast : undefined}
        placeholder={!own ? "Answer in the agent's stead" : conversation.status === "open" ? "Ask something more" : "Write to the person who answers"}
        tools={
          own && (
            <>
              <AttachButton busy={attached.busy} onFiles={attached.add} />
              <AgentPicker agents={agents} value={agent} onChange={choose} heading="Who answers next" />
            </>
          )
        }
        attached={<AttachedFiles files={attached.files} onRemove={attached.remove} />}
      />
    </div>
  );
}
