import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useCan, useMe } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { membersQuery } from "../api";

/** Who works here; what can be done with them stands under Users. */
export function MembersCard() {
  const { organization } = useMe();
  const members = useQuery(membersQuery(organization.id));
  const manages = useCan("users:read");
  return (
    <Card
      flush
      title="Members"
      actions={
        manages && (
          <Button asChild size="sm">
            <Link to="/users">Manage users</Link>
          </Button>
        )
      }
    >
      {members.isPending && <SkeletonRows rows={4} label="Loading the members" />}
      {members.isError && <ErrorState error={members.error} doing="load the members" onRetry={() => void members.refetch()} />}
      <ul className="max-h-96 divide-y divide-line overflow-y-auto pb-1">
        {members.data?.items.map((member) => (
          <li key={member.user_id} className="flex min-h-11 items-center gap-3 px-4 text-sm">
            <Avatar name={member.name} size={24} />
            <span className="min-w-0 flex-1 truncate">
              <span className="font-medium">{member.name}</span> <span className="text-ink-2 max-sm:hidden">{member.email}</span>
            </span>
            <span className="text-ink-2">{member.role}</span>
            {member.status !== "active" && <Pill status={member.status} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
