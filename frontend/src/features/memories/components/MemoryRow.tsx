import { useMutation } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useAgentLabel } from "@/kit/agent/labels";
import type { Memory } from "@/kit/agent/remembered";
import { apiRequest } from "@/kit/api/request";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { RelativeTime } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { Input } from "@/kit/ui/input";
import { toast } from "@/kit/ui/toast";

/** One fact: who noted it and where; it can be said better or forgotten. */
export function MemoryRow({ memory, onForget, onChanged }: { memory: Memory; onForget: () => Promise<void>; onChanged: () => Promise<void> }) {
  const labelOf = useAgentLabel();
  const [text, setText] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () => apiRequest<unknown>("PATCH", `/memories/${memory.id}`, { body: { text } }),
    onSuccess: async () => {
      await onChanged();
      setText(null);
    },
    onError: (error) => toast.error("Could not change it", error),
  });
  const [forgetting, setForgetting] = useState(false);
  if (text !== null)
    return (
      <li className="px-4 py-2.5">
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) save.mutate();
          }}
        >
          <Input aria-label="Fact" autoFocus maxLength={240} value={text} onChange={(event) => setText(event.target.value)} />
          <Button onClick={() => setText(null)}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!text.trim()}>
            Save
          </Button>
        </form>
      </li>
    );
  return (
    <li className="flex items-center gap-2 py-2.5 pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <p className="break-words">{memory.text}</p>
        <p className="text-xs text-ink-2">
          {memory.agent ? `Noted by ${labelOf(memory.agent)}` : "Written by you"} · <RelativeTime value={memory.created_at} />
          {memory.conversation_id && (
            <>
              {" · "}
              <Link to={`/conversations/${memory.conversation_id}`} className="rounded-sm text-accent-text underline-offset-4 hover:underline">
                Conversation
              </Link>
            </>
          )}
        </p>
      </div>
      <IconButton label={`Edit: ${memory.text}`} size="sm" onClick={() => setText(memory.text)}>
        <Pencil aria-hidden />
      </IconButton>
      <IconButton label={`Forget: ${memory.text}`} size="sm" onClick={() => setForgetting(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <ConfirmDialog open={forgetting} onOpenChange={setForgetting} title="Forget this fact?" confirmLabel="Forget" onConfirm={onForget}>
        Agents are not told any more: “{memory.text}”
      </ConfirmDialog>
    </li>
  );
}
