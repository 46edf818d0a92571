import { ShieldAlert } from "lucide-react";
import { Diff } from "@/kit/ui/diff";
import type { Tool } from "../api";

/** What the server says now, beside what was agreed to. */
export function Pending({ tool }: { tool: Tool }) {
  const now = tool.pending as { description?: string; parameters?: unknown } | null;
  const changes = [
    { field: "description", old: tool.description, new: now?.description },
    { field: "parameters", old: tool.parameters, new: now?.parameters },
  ].filter((change) => JSON.stringify(change.old) !== JSON.stringify(change.new));
  return (
    <div className="rounded-md bg-warning-soft p-3">
      <p className="flex items-start gap-2 text-sm text-warning-text">
        <ShieldAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        The server tells of it otherwise than when somebody agreed. No agent gets it until you agree again.
      </p>
      <Diff changes={changes} />
    </div>
  );
}
