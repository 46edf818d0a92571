import { useMutation } from "@tanstack/react-query";
import { Pin } from "lucide-react";
import { refreshConversation } from "@/kit/agent/queries";
import type { Message } from "@/kit/agent/types";
import { cn } from "@/kit/lib/cn";
import { IconButton } from "@/kit/ui/icon-button";
import { toast } from "@/kit/ui/toast";
import { pin } from "../api";

/** Keeps a message word for word in what the agent knows, however long the conversation grows. */
export function PinButton({ conversationId, message, className }: { conversationId: string; message: Message; className?: string }) {
  const change = useMutation({
    mutationFn: () => pin(conversationId, message.id, !message.pinned),
    onSuccess: () => refreshConversation(conversationId),
    onError: (error) => toast.error("Could not pin the message", error),
  });
  return (
    <IconButton label={message.pinned ? "Unpin" : "Pin: the agent never forgets it here"} aria-pressed={message.pinned} size="sm" className={className} busy={change.isPending} onClick={() => change.mutate()}>
      <Pin aria-hidden className={cn(message.pinned && "fill-current text-accent-text")} />
    </IconButton>
  );
}
