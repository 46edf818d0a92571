import { useQuery } from "@tanstack/react-query";
import { Check, Lock } from "lucide-react";
import { Link } from "react-router";
import { useEntities } from "@/kit/entity/meta";
import { useFeatures } from "@/kit/layout/feature";
import { useCan } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Card } from "@/kit/ui/card";
import { Skeleton } from "@/kit/ui/states";
import { membersQuery, type Role } from "../api";

/** Who has the role, and what these people see: so that nobody has to guess why somebody can do something. */
export function RoleSide({ role, granted }: { role: Role; granted: ReadonlySet<string> }) {
  const seesPeople = useCan("users:read");
  return (
    <div className="grid content-start gap-4 md:grid-cols-2 xl:grid-cols-1">
      {seesPeople && <People role={role} />}
      <Screens granted={granted} />
    </div>
  );
}

function People({ role }: { role: Role }) {
  const members = useQuery(membersQuery(role));
  return (
    <Card title={role.members === 0 ? "Nobody has this role" : role.members === 1 ? "1 person has this role" : `${role.members} people have this role`}>
      {members.isPending && <Skeleton className="h-6 w-40" />}
      <ul className="space-y-2">
        {members.data?.map((member) => (
          <li key={member.id} className="flex min-w-0 items-center gap-2 text-sm">
            <Avatar name={member.name} size={24} />
            <span className="truncate">{member.name}</span>
            {member.status !== "active" && <span className="text-xs text-ink-2">{member.status}</span>}
          </li>
        ))}
      </ul>
      {role.members > 0 && (
        <Link to={`/users?role=${encodeURIComponent(role.name)}`} className="mt-3 inline-block rounded-sm text-sm text-accent-text underline-offset-4 hover:underline">
          Show in users
        </Link>
      )}
    </Card>
  );
}

function Screens({ granted }: { granted: ReadonlySet<string> }) {
  const entities = useEntities().map((entity) => ({ label: entity.label, needs: `${entity.name}:read` }));
  const features = useFeatures((state) => state.features).flatMap((feature) => feature.nav ?? []);
  const screens = [...entities, ...features.map((item) => ({ label: item.label, needs: item.permission }))];
  return (
    <Card title="What they see">
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1.5 text-sm xl:grid-cols-1">
        {screens.map((screen) => {
          const seen = screen.needs === undefined || granted.has(screen.needs);
          const Icon = seen ? Check : Lock;
          return (
            <li key={screen.label} className={seen ? "flex items-center gap-2" : "flex items-center gap-2 text-ink-2"}>
              <Icon className="size-3.5 shrink-0" aria-hidden />
              <span className="truncate">{screen.label}</span>
              <span className="sr-only">{seen ? "visible" : "hidden"}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
