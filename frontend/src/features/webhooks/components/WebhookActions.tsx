import { Ellipsis, KeyRound, Pencil, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { deleteWebhook, refreshWebhooks, rotateSecret, sendTest, updateWebhook, type Webhook } from "../api";
import { SecretDialog } from "./SecretDialog";
import { WebhookDialog } from "./WebhookDialog";

type Asking = "edit" | "rotate" | "delete" | null;

/** Test, edit, a new secret, delete. */
export function WebhookActions({ webhook, onDeleted }: { webhook: Webhook; onDeleted: () => void }) {
  const [asking, setAsking] = useState<Asking>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const test = useMutation({
    mutationFn: () => sendTest(webhook),
    onSuccess: () => {
      toast.success("The test message is on its way");
      void refreshWebhooks();
    },
    onError: (error) => toast.error("Could not send a test", error),
  });
  if (!useCan("webhooks:write")) return null;
  const rotate = async () => {
    setSecret((await rotateSecret(webhook)).secret);
    await refreshWebhooks();
  };
  const remove = async () => {
    await deleteWebhook(webhook);
    onDeleted();
    await refreshWebhooks();
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`More for ${webhook.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => setAsking("rotate")}>
          New secret
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking("delete")}>
          Delete
        </MenuItem>
      </Menu>
      <Button onClick={() => setAsking("edit")}>
        <Pencil aria-hidden /> Edit
      </Button>
      <Button variant="primary" disabled={!webhook.enabled} busy={test.isPending} onClick={() => test.mutate()}>
        <Send aria-hidden /> Send test
      </Button>
      {asking === "edit" && <WebhookDialog webhook={webhook} onSave={(values) => updateWebhook(webhook, values).then(refreshWebhooks)} onClose={() => setAsking(null)} />}
      <ConfirmDialog open={asking === "rotate"} onOpenChange={() => setAsking(null)} danger={false} title="Make a new secret?" confirmLabel="Make a new secret" onConfirm={rotate}>
        Messages are signed with both secrets for 24 hours, so nothing is lost while you put the new one in place.
      </ConfirmDialog>
      <ConfirmDialog open={asking === "delete"} onOpenChange={() => setAsking(null)} title={`Delete ${webhook.name}?`} confirmLabel="Delete webhook" onConfirm={remove}>
        {webhook.url} is told nothing any more, and the record of its deliveries is gone. It cannot be brought back.
      </ConfirmDialog>
      {secret && (
        <SecretDialog secret={secret} onClose={() => setSecret(null)}>
          The old secret goes on signing for 24 hours.
        </SecretDialog>
      )}
    </>
  );
}
