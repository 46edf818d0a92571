import { useMutation, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useCan, useMe } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Combobox } from "@/kit/ui/combobox";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Drawer } from "@/kit/ui/dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { addToTeam, deleteTeam, memberChoices, refreshTeams, removeFromTeam, type Team, teamMembersQuery, updateTeam } from "../api";
import { TeamDialog } from "./TeamDialog";

/** A team with its members: add, take out, rename, delete. */
export function TeamDrawer({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const [last, setLast] = useState(team); // keeps its content while it closes
  if (team && team !== last) setLast(team);
  return (
    <Drawer open={team !== null} onOpenChange={(open) => !open && onClose()} title={last?.name ?? ""} description={last?.description ?? undefined}>
      {last && <Members team={last} onClose={onClose} />}
    </Drawer>
  );
}

function Members({ team, onClose }: { team: Team; onClose: () => void }) {
  const { organization } = useMe();
  const writable = useCan("teams:write");
  const members = useQuery(teamMembersQuery(team.id));
  const failed = (error: Error) => toast.error("Could not change the team", error);
  const add = useMutation({ mutationFn: (user: string) => addToTeam(team, user), onSuccess: refreshTeams, onError: failed });
  const remove = useMutation({ mutationFn: (user: string) => removeFromTeam(team, user), onSuccess: refreshTeams, onError: failed });
  return (
    <div className="space-y-4 p-4">
      {writable && <Acts team={team} onDeleted={onClose} />}
      {writable && (
        <Combobox
          aria-label="Add a member"
          placeholder="Add a member…"
          value={null}
          clearable={false}
          searchKey={["people", organization.id]}
          search={(text, signal) => memberChoices(organization.id, text, signal)}
          onChange={(user) => user && add.mutate(user)}
        />
      )}
      {members.isPending && <SkeletonRows rows={3} label="Loading the team" />}
      {members.data?.length === 0 && <p className="text-sm text-ink-2">Nobody is in this team yet.</p>}
      <ul className="divide-y divide-line">
        {members.data?.map((member) => (
          <li key={member.user_id} className="flex min-h-11 items-center gap-3 text-sm">
            <Avatar name={member.name} size={24} />
            <span className="min-w-0 flex-1 truncate">{member.name}</span>
            {writable && (
              <IconButton label={`Take ${member.name} out of the team`} size="sm" onClick={() => remove.mutate(member.user_id)}>
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Acts({ team, onDeleted }: { team: Team; onDeleted: () => void }) {
  const [asking, setAsking] = useState<"rename" | "delete" | null>(null);
  const close = () => setAsking(null);
  return (
    <div className="flex gap-2">
      <Button size="sm" onClick={() => setAsking("rename")}>
        Edit team
      </Button>
      <Button size="sm" variant="danger-ghost" onClick={() => setAsking("delete")}>
        Delete team
      </Button>
      {asking === "rename" && (
        <TeamDialog
          title="Edit the team"
          team={team}
          confirmLabel="Save"
          onClose={close}
          onSave={async (values) => {
            await updateTeam(team, values);
            await refreshTeams();
          }}
        />
      )}
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={close}
        title={`Delete ${team.name}?`}
        confirmLabel="Delete team"
        onConfirm={async () => {
          await deleteTeam(team);
          onDeleted();
          await refreshTeams();
        }}
      >
        The team will be gone; its people stay in the organisation.
      </ConfirmDialog>
    </div>
  );
}
