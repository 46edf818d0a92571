import { Download, MessageSquare, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useCan, useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { toast } from "@/kit/ui/toast";
import { downloadTrace, removeTrace, type TraceDetail } from "../api";

/** To the conversation, to a zip file, away. */
export function TraceActions({ trace }: { trace: TraceDetail }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const mayDelete = useCan("traces:delete");
  const mine = useMe().id === trace.user_id;
  const save = () => {
    setBusy(true);
    downloadTrace(trace.id)
      .catch((error: unknown) => toast.error("Could not download the trace", error))
      .finally(() => setBusy(false));
  };
  const remove = async () => {
    await removeTrace(trace.id);
    toast.success("The trace was deleted");
    void navigate("/traces");
  };
  return (
    <>
      {mayDelete && (
        <Button variant="danger-ghost" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden />
          Delete
        </Button>
      )}
      {mine && trace.conversation_id && (
        <Button asChild>
          <Link to={`/conversations/${trace.conversation_id}?message=${trace.id}`}>
            <MessageSquare aria-hidden />
            Conversation
          </Link>
        </Button>
      )}
      <Button busy={busy} onClick={save}>
        <Download aria-hidden />
        Download zip
      </Button>
      <ConfirmDialog open={asking} onOpenChange={setAsking} title="Delete this trace?" confirmLabel="Delete the trace" onConfirm={remove}>
        Prompts, responses and tool calls of this answer are removed for good. The answer itself stays in its conversation.
      </ConfirmDialog>
    </>
  );
}
