import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import { useEntities } from "@/kit/entity/meta";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { useCan, useMe } from "@/kit/session/store";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { permissionsQuery, refreshRoles, type Role, roleQuery, updateRole } from "../api";
import { PermissionMatrix } from "../components/PermissionMatrix";
import { RoleActions } from "../components/RoleActions";
import { RoleSide } from "../components/RoleSide";
import { SaveBar } from "../components/SaveBar";
import { changedFrom, matrixOf, type Permission } from "../matrix";

export default function RolePage() {
  const { id = "" } = useParams();
  const role = useQuery(roleQuery(id));
  const permissions = useQuery(permissionsQuery);
  useScreenTitle(role.data?.name);
  if (role.error instanceof ApiError && (role.error.status === 404 || role.error.status === 422)) return <NotFoundPage what="role" />;
  const error = role.error ?? permissions.error;
  if (error) return <ErrorState error={error} doing="load the role" onRetry={() => void Promise.all([role.refetch(), permissions.refetch()])} />;
  if (!role.data || !permissions.data) return <SkeletonRows rows={12} label="Loading the role" />;
  return <Editor key={id} role={role.data} permissions={permissions.data} />;
}

/** The matrix with what has been changed here; nothing counts before it is saved. */
function Editor({ role, permissions }: { role: Role; permissions: Permission[] }) {
  const me = useMe();
  const navigate = useNavigate();
  const matrix = matrixOf(permissions, useEntities());
  const [edited, setEdited] = useState<ReadonlySet<string> | null>(null);
  const saved = new Set(role.permissions);
  const granted = edited ?? saved;
  const changes = changedFrom(role.permissions, granted);
  const editable = useCan("roles:write") && !role.built_in;
  const save = useMutation({
    mutationFn: () => updateRole(role, { permissions: [...granted].toSorted() }),
    onSuccess: async () => {
      await refreshRoles();
      setEdited(null);
      toast.success(`Saved ${role.name}. Its people are judged by it from their next click on.`);
    },
    onError: (error) => toast.error(`Could not save ${role.name}`, error),
  });
  return (
    <Page
      title={role.name}
      beside={role.built_in ? <Pill status="built_in" label="Built in" /> : undefined}
      description={role.built_in ? "Built-in roles follow the product and cannot be changed. Make a copy to change it." : undefined}
      actions={<RoleActions role={role} granted={granted} onDeleted={() => void navigate("/roles", { replace: true })} />}
    >
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_240px]">
        <PermissionMatrix matrix={matrix} granted={granted} saved={saved} limit={new Set(me.permissions)} onChange={editable ? setEdited : undefined} />
        <RoleSide role={role} granted={granted} />
      </div>
      <SaveBar changes={changes.length} busy={save.isPending} onSave={() => save.mutate()} onDiscard={() => setEdited(null)} />
    </Page>
  );
}
