import { useMe } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { DateText, RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { User } from "../api";
import { RoleSelect } from "./RoleSelect";
import { UserMenu } from "./UserMenu";

export interface UserTableProps {
  users: User[];
  sort: string;
  onSort: (sort: string) => void;
  writable: boolean;
}

const wide = "max-md:hidden";

/** People, one line each; the role is changed in the line. */
export function UserTable({ users, sort, onSort, writable }: UserTableProps) {
  const me = useMe();
  const head = (name: string, label: string, className?: string) => (
    <HeadCell className={className} sort={sort === name ? "ascending" : sort === `-${name}` ? "descending" : "none"} onSort={() => onSort(sort === name ? `-${name}` : name)}>
      {label}
    </HeadCell>
  );
  return (
    <Table label="Users">
      <TableHead>
        <TableRow>
          {head("name", "Name")}
          {head("email", "E-mail", wide)}
          <HeadCell>Role</HeadCell>
          <HeadCell className="max-sm:hidden">Status</HeadCell>
          <HeadCell className={wide}>Last seen</HeadCell>
          {head("created_at", "Since", wide)}
          <HeadCell className="w-10">
            <span className="sr-only">Actions</span>
          </HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {users.map((user) => (
          <TableRow key={user.id}>
            <Cell className="max-w-44 sm:max-w-72">
              <span className="flex min-w-0 items-center gap-2">
                <Avatar name={user.name} size={24} />
                <span className="truncate font-medium">{user.name}</span>
                {user.id === me.id && <span className="shrink-0 text-xs text-ink-2">you</span>}
                {user.status !== "active" && <span className="shrink-0 text-xs text-ink-2 sm:hidden">{user.status}</span>}
              </span>
            </Cell>
            <Cell className={`${wide} text-ink-2`}>{user.email}</Cell>
            <Cell className="px-0 py-0 sm:px-3">{writable ? <RoleSelect user={user} disabled={user.status === "inactive"} /> : user.role}</Cell>
            <Cell className="max-sm:hidden">
              <Pill status={user.status} />
            </Cell>
            <Cell className={`${wide} text-ink-2`}>{user.last_seen_at ? <RelativeTime value={user.last_seen_at} /> : "Never"}</Cell>
            <Cell className={`${wide} text-ink-2`}>
              <DateText value={user.created_at} />
            </Cell>
            <Cell className="py-0 pr-1.5 pl-0 text-right">
              <UserMenu user={user} self={user.id === me.id} writable={writable} />
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
