import { useMutation } from "@tanstack/react-query";
import { Check, CircleAlert, X } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { type ApprovalItem, decideApproval } from "@/kit/agent/approvals";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Checkbox } from "@/kit/ui/toggles";

interface Ended {
  id: string;
  summary: string;
  /** Empty when it went well. */
  problem: string;
}

export interface TogetherProps {
  all: ApprovalItem[];
  picked: ApprovalItem[];
  onPick: (ids: ReadonlySet<string>) => void;
}

/** Several decisions at once. Each stands for itself: what could not be done is said beside those that were. */
export function Together({ all, picked, onPick }: TogetherProps) {
  const [sure, setSure] = useState(false);
  const [ended, setEnded] = useState<{ words: string; rows: Ended[] } | null>(null);
  const decide = useMutation({
    mutationFn: async (decision: "approve" | "reject") => {
      const rows: Ended[] = [];
      for (const item of picked) rows.push(await one(item, decision)); // one after the other: a later one may rest on an earlier
      setEnded({ words: decision === "approve" ? "Approved" : "Rejected", rows });
      onPick(new Set());
    },
  });
  if (all.length < 2 && !ended) return null;
  return (
    <div className="flex flex-col gap-2">
      {all.length > 1 && (
        <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2 px-4">
          <Checkbox aria-label="Select all" checked={picked.length === 0 ? false : picked.length === all.length ? true : "indeterminate"} onCheckedChange={() => onPick(picked.length === all.length ? new Set() : new Set(all.map((item) => item.id)))} />
          <span className="text-sm text-ink-2">{picked.length === 0 ? "Select several to decide them together" : `${picked.length} selected`}</span>
          {picked.length > 0 && (
            <span className="ml-auto flex gap-2">
              <Button size="sm" disabled={decide.isPending} onClick={() => decide.mutate("reject")}>
                Reject
              </Button>
              <Button size="sm" variant="primary" busy={decide.isPending && decide.variables === "approve"} onClick={() => setSure(true)}>
                Approve {picked.length}
              </Button>
            </span>
          )}
        </div>
      )}
      {ended && <Results {...ended} onClose={() => setEnded(null)} />}
      <ConfirmDialog
        open={sure}
        onOpenChange={setSure}
        title={`Approve ${picked.length} ${picked.length === 1 ? "proposal" : "proposals"}?`}
        confirmLabel="Approve"
        onConfirm={async () => {
          await decide.mutateAsync("approve");
          setSure(false);
        }}
      >
        <ul className="list-disc space-y-1 pl-5">
          {picked.map((item) => (
            <li key={item.id}>{item.summary}</li>
          ))}
        </ul>
      </ConfirmDialog>
    </div>
  );
}

async function one(item: ApprovalItem, decision: "approve" | "reject"): Promise<Ended> {
  try {
    const done = await decideApproval(item, { decision });
    return { id: item.id, summary: item.summary, problem: done.error };
  } catch (error) {
    return { id: item.id, summary: item.summary, problem: messageOf(error) };
  }
}

function Results({ words, rows, onClose }: { words: string; rows: Ended[]; onClose: () => void }) {
  const well = rows.filter((row) => !row.problem).length;
  return (
    <section aria-label="What became of them" role="status" className="rounded-lg border border-line bg-surface px-4 py-3 text-sm">
      <header className="flex items-center justify-between gap-2">
        <h2 className="font-medium">
          {words} {well} of {rows.length}
        </h2>
        <IconButton label="Close" size="sm" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <ul className="space-y-1">
        {rows.map((row) => (
          <li key={row.id} className="flex items-start gap-2">
            {row.problem ? <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger-text" aria-label="Failed" /> : <Check className="mt-0.5 size-4 shrink-0 text-success-text" aria-label="Done" />}
            <span className="min-w-0">
              {row.summary}
              {row.problem && <span className="block text-danger-text">{row.problem}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
