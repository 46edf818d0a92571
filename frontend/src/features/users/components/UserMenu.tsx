import { useMutation } from "@tanstack/react-query";
import { Ellipsis, History, MailPlus, UserCheck, UserX } from "lucide-react";
import { Link } from "react-router";
import { useCan } from "@/kit/session/store";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { changeStatus, inviteAgain, refreshUsers, type User } from "../api";

/** What can be done with a person. Deactivating ends his sessions at once; the toast lets him in again. */
export function UserMenu({ user, self, writable }: { user: User; self: boolean; writable: boolean }) {
  const audits = useCan("audit:read");
  const status = useMutation({
    mutationFn: (next: "active" | "inactive") => changeStatus(user, next),
    onSuccess: (_, next) => {
      void refreshUsers();
      if (next === "active") toast.success(`${user.name} can sign in again`);
      else toast.success(`${user.name} is deactivated and signed out`, { action: { label: "Undo", onClick: () => status.mutate("active") } });
    },
    onError: (error) => toast.error(`Could not change ${user.name}`, error),
  });
  const again = useMutation({
    mutationFn: () => inviteAgain(user),
    onSuccess: () => toast.success(`A fresh invitation is on its way to ${user.email}`),
    onError: (error) => toast.error("Could not send the invitation", error),
  });
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${user.name}`} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {writable && user.status === "invited" && (
        <MenuItem icon={<MailPlus aria-hidden />} onSelect={() => again.mutate()}>
          Send the invitation again
        </MenuItem>
      )}
      {audits && (
        <MenuItem asChild>
          <Link to={`/audit-logs?user_id=${user.id}`}>
            <History aria-hidden />
            What {user.name} did
          </Link>
        </MenuItem>
      )}
      {writable && !self && <MenuSeparator />}
      {writable && !self && user.status === "inactive" && (
        <MenuItem icon={<UserCheck aria-hidden />} onSelect={() => status.mutate("active")}>
          Reactivate
        </MenuItem>
      )}
      {writable && !self && user.status !== "inactive" && (
        <MenuItem danger icon={<UserX aria-hidden />} onSelect={() => status.mutate("inactive")}>
          Deactivate
        </MenuItem>
      )}
    </Menu>
  );
}
