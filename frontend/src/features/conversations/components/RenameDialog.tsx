import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Conversation, refreshConversation } from "@/kit/agent/queries";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { toast } from "@/kit/ui/toast";
import { renameConversation } from "../api";

/** Another title for a conversation. */
export default function RenameDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const [title, setTitle] = useState(conversation.title);
  const rename = useMutation({
    mutationFn: () => renameConversation(conversation.id, title.trim()),
    onSuccess: async () => {
      await refreshConversation(conversation.id);
      onClose();
    },
    onError: (error) => toast.error("Could not rename the conversation", error),
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Rename the conversation" size="sm">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) rename.mutate();
        }}
      >
        <FormField label="Title">{(field) => <Input {...field} autoFocus maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />}</FormField>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={rename.isPending} disabled={!title.trim()}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
