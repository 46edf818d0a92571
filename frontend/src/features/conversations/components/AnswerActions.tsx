import { RotateCcw } from "lucide-react";
import type { Agent } from "@/kit/agent/queries";
import type { Message } from "@/kit/agent/types";
import { CopyButton } from "@/kit/ui/copy-button";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuLabel } from "@/kit/ui/menu";
import { BranchSwitcher } from "./BranchSwitcher";
import { PinButton } from "./PinButton";
import { Rating } from "./Rating";

export interface AnswerActionsProps {
  conversationId: string;
  message: Message;
  agents: Agent[];
  /** Not given for what cannot be asked again: a person's words, or while an answer is being made. */
  onAgain?: (agent?: string) => void;
  /** Whose conversation it is; others only copy. */
  own: boolean;
}

/** What can be done with an answer: copy, rate, pin, ask again. */
export function AnswerActions({ conversationId, message, agents, onAgain, own }: AnswerActionsProps) {
  const byAgent = message.author_id === null;
  return (
    <>
      {own && <BranchSwitcher conversationId={conversationId} message={message} />}
      {message.content && <CopyButton text={message.content} what="answer" />}
      {own && onAgain && <Again message={message} agents={agents} onAgain={onAgain} />}
      {own && byAgent && <Rating conversationId={conversationId} message={message} />}
      {own && <PinButton conversationId={conversationId} message={message} />}
    </>
  );
}

function Again({ message, agents, onAgain }: Required<Pick<AnswerActionsProps, "message" | "agents" | "onAgain">>) {
  const others = agents.filter((agent) => agent.name !== message.agent);
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label="Ask again" size="sm">
          <RotateCcw aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => onAgain()}>
        Same agent
      </MenuItem>
      {others.length > 0 && <MenuLabel>Ask another one</MenuLabel>}
      {others.map((agent) => (
        <MenuItem key={agent.name} onSelect={() => onAgain(agent.name)}>
          {agent.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
