import { Ellipsis, Pencil, Power, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/kit/session/store";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { type ApiKey, type NewApiKey, refreshKeys, revokeKey, rotateKey, updateKey } from "../api";
import { RenameDialog } from "./RenameDialog";
import { SecretDialog } from "./SecretDialog";

/** Rename, another secret (for whose key it is), turn off and on, revoke. */
export function KeyActions({ of: key }: { of: ApiKey }) {
  const [asking, setAsking] = useState<"rename" | "rotate" | "revoke" | null>(null);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const own = useMe().id === key.user_id;
  const change = async (body: { name?: string; enabled?: boolean }) => {
    await updateKey(key, body);
    await refreshKeys();
  };
  const turn = () =>
    change({ enabled: !key.enabled }).then(
      () => toast.success(key.enabled ? `${key.name} is refused from now on` : `${key.name} works again`),
      (error: unknown) => toast.error(`Could not change ${key.name}`, error),
    );
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={`More for ${key.name}`} size="sm">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("rename")}>
          Rename
        </MenuItem>
        {own && key.status !== "expired" && (
          <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => setAsking("rotate")}>
            New secret
          </MenuItem>
        )}
        <MenuItem icon={<Power aria-hidden />} onSelect={() => void turn()}>
          {key.enabled ? "Turn off" : "Turn on"}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking("revoke")}>
          Revoke
        </MenuItem>
      </Menu>
      {asking === "rename" && <RenameDialog name={key.name} onSave={(name) => change({ name })} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        open={asking === "rotate"}
        onOpenChange={() => setAsking(null)}
        title={`A new secret for ${key.name}?`}
        confirmLabel="Make new secret"
        danger={false}
        onConfirm={async () => {
          setMade(await rotateKey(key));
          await refreshKeys();
        }}
      >
        Name, scopes and end stay. Whatever signs in with {key.prefix}_… is refused at once, until it has the new secret.
      </ConfirmDialog>
      {made && <SecretDialog made={made} onClose={() => setMade(null)} />}
      <ConfirmDialog
        open={asking === "revoke"}
        onOpenChange={() => setAsking(null)}
        title={`Revoke ${key.name}?`}
        confirmLabel="Revoke key"
        onConfirm={async () => {
          await revokeKey(key);
          await refreshKeys();
        }}
      >
        Whatever signs in with {key.prefix}_… is refused at once. It cannot be brought back.
      </ConfirmDialog>
    </>
  );
}
