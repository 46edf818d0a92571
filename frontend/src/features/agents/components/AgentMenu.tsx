import { Copy, Download, Ellipsis, Pencil, Power, Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { apiFetch } from "@/kit/api/runtime";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { type Agent, deleteAgent, refreshAgents, turnAgent } from "../api";

/** Edit, copy, export, turn off, delete. Agents that are part of the product can only be copied and exported. */
export function AgentMenu({ agent, onDeleted }: { agent: Agent; onDeleted?: () => void }) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const turn = async () => {
    try {
      await turnAgent(agent.name, !agent.enabled);
      toast.success(agent.enabled ? `${agent.label} is off` : `${agent.label} is on`);
    } catch (error) {
      toast.error(`Could not change ${agent.label}`, error);
    }
    await refreshAgents();
  };
  const remove = async () => {
    await deleteAgent(agent.name);
    onDeleted?.();
    await refreshAgents();
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`More for ${agent.label}`} size="sm">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {agent.made && !onDeleted && (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => void navigate(`/agents/${agent.name}`)}>
            Edit
          </MenuItem>
        )}
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => void navigate(`/agents/new?from=${agent.name}`)}>
          Duplicate
        </MenuItem>
        <MenuItem icon={<Download aria-hidden />} onSelect={() => void download(agent)}>
          Export
        </MenuItem>
        {agent.made && (
          <>
            <MenuItem icon={<Power aria-hidden />} onSelect={() => void turn()}>
              {agent.enabled ? "Turn off" : "Turn on"}
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setDeleting(true)}>
              Delete
            </MenuItem>
          </>
        )}
      </Menu>
      <ConfirmDialog open={deleting} onOpenChange={setDeleting} title={`Delete ${agent.label}?`} confirmLabel="Delete agent" onConfirm={remove}>
        It answers nobody any more, and its name stays taken. Conversations with it stay readable.
      </ConfirmDialog>
    </>
  );
}

async function download(agent: Agent): Promise<void> {
  try {
    const answer = await apiFetch(`/api/v1/agents/${agent.name}/export`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${agent.name}.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) {
    toast.error(`Could not export ${agent.label}`, error);
  }
}
