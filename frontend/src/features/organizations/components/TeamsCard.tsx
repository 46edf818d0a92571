import { useQuery } from "@tanstack/react-query";
import { Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { createTeam, refreshTeams, teamsQuery } from "../api";
import { TeamDialog } from "./TeamDialog";
import { TeamDrawer } from "./TeamDrawer";

/** The teams; one opens with its members. */
export function TeamsCard() {
  const [creating, setCreating] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const teams = useQuery(teamsQuery);
  const writable = useCan("teams:write");
  const open = teams.data?.find((team) => team.id === openId) ?? null;
  const make = (
    <Button size="sm" onClick={() => setCreating(true)}>
      <Plus aria-hidden /> New team
    </Button>
  );
  return (
    <Card flush title="Teams" actions={writable && make}>
      {teams.isPending && <SkeletonRows rows={3} label="Loading the teams" />}
      {teams.isError && <ErrorState error={teams.error} doing="load the teams" onRetry={() => void teams.refetch()} />}
      {teams.data?.length === 0 && <Empty icon={UsersRound} title="There are no teams yet" />}
      <ul className="divide-y divide-line pb-1">
        {teams.data?.map((team) => (
          <li key={team.id}>
            <button type="button" onClick={() => setOpenId(team.id)} className="flex min-h-11 w-full items-center gap-3 px-4 py-1.5 text-left text-sm outline-offset-[-2px] hover:bg-hover">
              <UsersRound className="size-4 shrink-0 text-ink-2" aria-hidden />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{team.name}</span>
                {team.description && <span className="block truncate text-ink-2">{team.description}</span>}
              </span>
              <span className="shrink-0 text-ink-2">{team.members === 1 ? "1 member" : `${team.members} members`}</span>
            </button>
          </li>
        ))}
      </ul>
      {creating && (
        <TeamDialog
          title="New team"
          confirmLabel="Create team"
          onClose={() => setCreating(false)}
          onSave={async (values) => {
            setOpenId((await createTeam(values)).id);
            await refreshTeams();
          }}
        />
      )}
      <TeamDrawer team={open} onClose={() => setOpenId(null)} />
    </Card>
  );
}
