import { useState } from "react";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Pill } from "@/kit/ui/pill";
import type { Server, Tool } from "../api";
import { GrantDialog } from "./GrantDialog";
import { Pending } from "./Pending";

const pills = {
  new: { status: "waiting", label: "New: look at it" },
  approved: { status: "approved", label: "Agreed" },
  changed: { status: "failed", label: "Changed: look again" },
  gone: { status: "inactive", label: "Not offered any more" },
};

/** A tool as the server tells of it, what somebody agreed to, and who has it. */
export function ToolRow({ server, tool }: { server: Server; tool: Tool }) {
  const [granting, setGranting] = useState(false);
  const writable = useCan("tool_servers:write");
  return (
    <li className="flex min-w-0 flex-col gap-2 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 truncate font-mono text-sm font-semibold">{tool.full_name}</h3>
        <Pill {...pills[tool.status]} />
        {writable && tool.status !== "gone" && (
          <Button size="sm" className="ml-auto" onClick={() => setGranting(true)} aria-label={`Decide about ${tool.full_name}`}>
            {tool.status === "approved" ? "Change" : "Decide"}
          </Button>
        )}
      </div>
      <p className="text-sm break-words text-ink-2">{tool.description || "It says nothing of itself."}</p>
      {tool.pending && <Pending tool={tool} />}
      {tool.status === "approved" && <p className="text-sm">{holders(tool)}</p>}
      {granting && <GrantDialog server={server} tool={tool} onClose={() => setGranting(false)} />}
    </li>
  );
}

function holders(tool: Tool): string {
  const what = tool.effect === "read" ? "Only reads" : "May change things: asks each time";
  if (tool.agents.length === 0) return `${what}. No agent has it.`;
  return `${what}. ${tool.agents.includes("*") ? "Every agent that names it has it" : `Given to ${tool.agents.join(", ")}`}.`;
}
