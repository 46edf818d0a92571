import { Ellipsis, Pencil, Power, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { type ApiKey, refreshKeys, revokeKey, updateKey } from "../api";
import { RenameDialog } from "./RenameDialog";

/** Rename, turn off and on, revoke. */
export function KeyActions({ of: key }: { of: ApiKey }) {
  const [asking, setAsking] = useState<"rename" | "revoke" | null>(null);
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
