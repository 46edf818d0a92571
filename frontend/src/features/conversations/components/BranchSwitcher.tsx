import { useMutation } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { refreshConversation } from "@/kit/agent/queries";
import type { Message } from "@/kit/agent/types";
import { IconButton } from "@/kit/ui/icon-button";
import { toast } from "@/kit/ui/toast";
import { chooseBranch } from "../api";

/** ‹ 2/3 ›: other versions of a question or an answer, with what was said behind them. */
export function BranchSwitcher({ conversationId, message }: { conversationId: string; message: Message }) {
  const place = message.versions.indexOf(message.id);
  const go = useMutation({
    mutationFn: (step: number) => chooseBranch(conversationId, message.versions[place + step] ?? message.id),
    onSuccess: () => refreshConversation(conversationId),
    onError: (error) => toast.error("Could not show the other version", error),
  });
  if (message.versions.length < 2) return null;
  return (
    <div role="group" aria-label="Versions" className="flex items-center text-xs text-ink-2 tabular-nums">
      <IconButton label="Earlier version" size="sm" disabled={place <= 0 || go.isPending} onClick={() => go.mutate(-1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      {place + 1}/{message.versions.length}
      <IconButton label="Later version" size="sm" disabled={place >= message.versions.length - 1 || go.isPending} onClick={() => go.mutate(1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </div>
  );
}
