import { useMutation } from "@tanstack/react-query";
import { Download, Ellipsis, Pencil, Trash2, UserPlus, UserRound } from "lucide-react";
import { lazy, useState, Suspense } from "react";
import { queryClient } from "@/kit/api/query";
import { type Conversation, refreshConversation } from "@/kit/agent/queries";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { saveFile } from "@/kit/entity/list/export";
import { deleteConversation, exported, handOver } from "../api";

const ShareDialog = lazy(() => import("./ShareDialog"));
const RenameDialog = lazy(() => import("./RenameDialog"));
const ConfirmDialog = lazy(() => import("@/kit/ui/confirm-dialog").then((module) => ({ default: module.ConfirmDialog })));

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
      <Suspense>
        {asking === "share" && <ShareDialog conversation={conversation} onClose={() => setAsking(null)} />}
        {asking === "rename" && <RenameDialog conversation={conversation} onClose={() => setAsking(null)} />}
        {asking === "delete" && (
          <ConfirmDialog open onOpenChange={() => setAsking(null)} title="Delete this conversation?" confirmLabel="Delete" onConfirm={remove}>
            “{conversation.title}” with everything said in it will be gone. Records that were changed stay as they are.
          </ConfirmDialog>
        )}
      </Suspense>
    </>
  );
}
