import { useMutation } from "@tanstack/react-query";
import { Download, Ellipsis, Pencil, Trash2, UserPlus, UserRound } from "lucide-react";
import { lazy, useState, Suspense } from "react";
import { queryClient } from "@/kit/api/query";
import { type Conversation, refreshConversation } from "@/kit/agent/queries";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Dialog } from "@/kit/ui/dialog";
import { FormField } from "@/kit/ui/form-field";
import { IconButton } from "@/kit/ui/icon-button";
import { Input } from "@/kit/ui/input";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { saveFile } from "@/kit/entity/list/export";
import { deleteConversation, exported, handOver, renameConversation } from "../api";

const ShareDialog = lazy(() => import("./ShareDialog"));

/** What can be done with a conversation: another name, readers, a file of it, a person instead of an agent, deletion. */
export function ConversationMenu({ conversation, own, onDeleted }: { conversation: Conversation; own: boolean; onDeleted: () => void }) {
  const [asking, setAsking] = useState<"rename" | "delete" | "share" | null>(null);
  const person = useMutation({
    mutationFn: () => handOver(conversation.id),
    onSuccess: () => refreshConversation(conversation.id),
    onError: (error) => toast.error("Could not ask for a person", error),
  });
  const save = useMutation({
    mutationFn: async (format: "markdown" | "json") => saveFile(await exported(conversation.id, format), `${conversation.title}.${format === "json" ? "json" : "md"}`),
    onError: (error) => toast.error("Could not export the conversation", error),
  });
  const remove = async () => {
    await deleteConversation(conversation.id);
    onDeleted();
    queryClient.removeQueries({ queryKey: ["conversations", conversation.id] });
    await queryClient.invalidateQueries({ queryKey: ["conversations", "list"] });
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${conversation.title}`} size="sm">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {own && (
          <>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("rename")}>
              Rename
            </MenuItem>
            <MenuItem icon={<UserPlus aria-hidden />} onSelect={() => setAsking("share")}>
              Share
            </MenuItem>
          </>
        )}
        <MenuItem icon={<Download aria-hidden />} onSelect={() => save.mutate("markdown")}>
          Export as Markdown
        </MenuItem>
        <MenuItem icon={<Download aria-hidden />} onSelect={() => save.mutate("json")}>
          Export as JSON
        </MenuItem>
        {own && conversation.status === "open" && (
          <MenuItem icon={<UserRound aria-hidden />} onSelect={() => person.mutate()}>
            Ask for a person
          </MenuItem>
        )}
        {own && (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking("delete")}>
              Delete
            </MenuItem>
          </>
        )}
      </Menu>
      <Suspense>{asking === "share" && <ShareDialog conversation={conversation} onClose={() => setAsking(null)} />}</Suspense>
      {asking === "rename" && <RenameDialog conversation={conversation} onClose={() => setAsking(null)} />}
      <ConfirmDialog open={asking === "delete"} onOpenChange={() => setAsking(null)} title="Delete this conversation?" confirmLabel="Delete" onConfirm={remove}>
        “{conversation.title}” with everything said in it will be gone. Records that were changed stay as they are.
      </ConfirmDialog>
    </>
  );
}

function RenameDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
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
