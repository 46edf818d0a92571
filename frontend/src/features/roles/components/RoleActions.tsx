import { Copy, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { createRole, deleteRole, refreshRoles, type Role, updateRole } from "../api";
import { RoleDialog } from "./RoleDialog";

/** Copy any role; rename and delete one's own. */
export function RoleActions({ role, granted, onDeleted }: { role: Role; granted: ReadonlySet<string>; onDeleted: () => void }) {
  const [asking, setAsking] = useState<"copy" | "rename" | "delete" | null>(null);
  const navigate = useNavigate();
  if (!useCan("roles:write")) return null;
  const close = () => setAsking(null);
  const copy = async (name: string) => {
    const made = await createRole(name, [...granted]);
    await refreshRoles();
    void navigate(`/roles/${made.id}`);
  };
  const rename = async (name: string) => {
    await updateRole(role, { name });
    await refreshRoles();
  };
  const remove = async () => {
    await deleteRole(role);
    onDeleted();
    await refreshRoles();
  };
  return (
    <>
      <Button onClick={() => setAsking("copy")}>
        <Copy aria-hidden /> Copy
      </Button>
      {!role.built_in && (
        <>
          <Button onClick={() => setAsking("rename")}>
            <Pencil aria-hidden /> Rename
          </Button>
          <Button variant="danger-ghost" onClick={() => setAsking("delete")}>
            <Trash2 aria-hidden /> Delete
          </Button>
        </>
      )}
      {asking === "copy" && <RoleDialog title={`Copy ${role.name}`} name={`${role.name} copy`} confirmLabel="Create role" onSave={copy} onClose={close} />}
      {asking === "rename" && <RoleDialog title={`Rename ${role.name}`} name={role.name} confirmLabel="Rename" onSave={rename} onClose={close} />}
      <ConfirmDialog open={asking === "delete"} onOpenChange={close} title={`Delete ${role.name}?`} confirmLabel="Delete role" onConfirm={remove}>
        {role.members > 0 ? `${role.members} people have this role. Give them another one first.` : "Nobody has this role. It cannot be brought back."}
      </ConfirmDialog>
    </>
  );
}
