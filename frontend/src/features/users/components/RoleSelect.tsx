import { useMutation, useQuery } from "@tanstack/react-query";
import { Select } from "@/kit/ui/select";
import { toast } from "@/kit/ui/toast";
import { changeRole, refreshUsers, roleChoicesQuery, type User } from "../api";

/** The role of a person, changed in the row: one press opens it, one chooses; the toast takes it back. */
export function RoleSelect({ user, disabled }: { user: User; disabled: boolean }) {
  const roles = useQuery(roleChoicesQuery).data ?? [{ id: user.role_id, name: user.role }];
  const change = useMutation({
    mutationFn: ({ role }: { role: string; undone: boolean }) => changeRole(user, role),
    onSuccess: (_, { role, undone }) => {
      void refreshUsers();
      const undo = { label: "Undo", onClick: () => change.mutate({ role: user.role, undone: true }) };
      if (undone) toast.info(`${user.name} is ${role} again`);
      else toast.success(`${user.name} is ${role} now`, { action: undo });
    },
    onError: (error) => toast.error("Could not change the role", error),
  });
  const shown = change.isPending ? change.variables.role : user.role;
  return (
    <Select
      aria-label={`Role of ${user.name}`}
      className="h-7 w-24 border-transparent bg-transparent text-sm sm:w-32 hover:border-control disabled:border-transparent disabled:bg-transparent pointer-coarse:h-10"
      value={shown}
      disabled={disabled}
      onChange={(role) => role !== shown && !change.isPending && change.mutate({ role, undone: false })}
      choices={roles.map((role) => ({ value: role.name, label: role.name }))}
    />
  );
}
