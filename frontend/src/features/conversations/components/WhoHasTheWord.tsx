import { useMutation } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Conversation } from "@/kit/agent/queries";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { RelativeTime } from "@/kit/ui/figures";
import { FormField } from "@/kit/ui/form-field";
import { Textarea } from "@/kit/ui/input";
import { toast } from "@/kit/ui/toast";
import { giveBack, release, takeOver } from "../handovers";

/** Over the composer while the agents are silent: who has the word, since when, and how it is passed on. */
export default function WhoHasTheWord({ conversation }: { conversation: Conversation }) {
  const me = useMe();
  const [noting, setNoting] = useState(false);
  const own = conversation.user_id === me.id;
  const mine = conversation.assigned_to === me.id;
  const pass = useMutation({
    mutationFn: (step: () => Promise<unknown>) => step(),
    onError: (error) => toast.error("Could not pass the word on", error),
  });
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-info-soft px-3 py-2 text-sm text-info-text">
      <UserRound className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 basis-56">
        {words(conversation, own, mine)}
        {!conversation.assigned_to && conversation.waiting_since && (
          <>
            {" "}Since <RelativeTime value={conversation.waiting_since} />.
          </>
        )}
      </span>
      {!own && !conversation.assigned_to && (
        <Button size="sm" variant="primary" busy={pass.isPending} onClick={() => pass.mutate(() => takeOver(conversation.id))}>
          Take over
        </Button>
      )}
      {!own && mine && (
        <Button size="sm" busy={pass.isPending} onClick={() => pass.mutate(() => release(conversation.id))}>
          Release
        </Button>
      )}
      {(own || mine) && (
        <Button size="sm" disabled={pass.isPending} onClick={() => (own ? pass.mutate(() => giveBack(conversation.id, "", true)) : setNoting(true))}>
          Back to the agent
        </Button>
      )}
      {noting && <BackDialog conversation={conversation} onClose={() => setNoting(false)} />}
    </div>
  );
}

function words(conversation: Conversation, own: boolean, mine: boolean): string {
  if (!conversation.assigned_to) return own ? "A person has been asked to answer here." : "This conversation waits for a person.";
  if (mine) return "You have the word here; the agents are silent.";
  return `${conversation.assigned || "A colleague"} has the word here; the agents are silent.`;
}

/** The way back to the agents, with what they should know. */
function BackDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const [note, setNote] = useState("");
  const navigate = useNavigate();
  const back = useMutation({
    mutationFn: () => giveBack(conversation.id, note.trim(), false),
    onSuccess: () => {
      toast.success("The agents have the word again");
      void navigate("/hand-overs");
    },
    onError: (error) => toast.error("Could not give the word back", error),
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Give the word back to the agent" size="sm">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          back.mutate();
        }}
      >
        <FormField label="Note for the agent" help="Optional. It stands in the conversation; the agent reads it before its next answer.">
          {(field) => <Textarea {...field} autoFocus rows={3} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />}
        </FormField>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={back.isPending}>
            Give back
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
