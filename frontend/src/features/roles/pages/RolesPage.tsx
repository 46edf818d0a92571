import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { createRole, permissionsQuery, refreshRoles, type Role, rolesQuery } from "../api";
import { RoleDialog } from "../components/RoleDialog";

export default function RolesPage() {
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const writable = useCan("roles:write");
  const roles = useQuery(rolesQuery);
  const all = useQuery(permissionsQuery).data?.length;
  const create = async (name: string) => {
    const role = await createRole(name, []);
    await refreshRoles();
    void navigate(`/roles/${role.id}`);
  };
  return (
    <Page
      title="Roles"
      description="A role decides what its people see and may change."
      actions={
        writable && (
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden /> New role
          </Button>
        )
      }
    >
      {roles.isPending && <SkeletonRows rows={4} label="Loading the roles" />}
      {roles.isError && <ErrorState error={roles.error} doing="load the roles" onRetry={() => void roles.refetch()} />}
      {roles.data && (
        <Table label="Roles">
          <TableHead>
            <TableRow>
              <HeadCell>Role</HeadCell>
              <HeadCell>Kind</HeadCell>
              <HeadCell align="end">People</HeadCell>
              <HeadCell align="end">Permissions</HeadCell>
            </TableRow>
          </TableHead>
          <tbody>
            {roles.data.map((role) => (
              <Row key={role.id} role={role} all={all} />
            ))}
          </tbody>
        </Table>
      )}
      {creating && <RoleDialog title="New role" name="" confirmLabel="Create role" onSave={create} onClose={() => setCreating(false)} />}
    </Page>
  );
}

function Row({ role, all }: { role: Role; all: number | undefined }) {
  return (
    <TableRow>
      <Cell>
        <Link to={`/roles/${role.id}`} className="rounded-sm font-medium underline-offset-4 hover:text-accent-text hover:underline">
          {role.name}
        </Link>
      </Cell>
      <Cell>{role.built_in ? <Pill status="built_in" label="Built in" /> : <Pill status="own" label="Own" tone="accent" />}</Cell>
      <Cell align="end">{role.members}</Cell>
      <Cell align="end">
        {role.permissions.length}
        {all !== undefined && <span className="text-ink-2"> of {all}</span>}
      </Cell>
    </TableRow>
  );
}
