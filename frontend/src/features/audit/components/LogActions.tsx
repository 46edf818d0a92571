import { useMutation } from "@tanstack/react-query";
import { Download, ShieldAlert, ShieldCheck } from "lucide-react";
import { formatNumber, humanize } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { Menu, MenuItem } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { type AuditFilter, exportLog, type Verification, verify } from "../api";

/** Saves the filtered log, and checks that nobody has changed the whole of it. */
export function LogActions({ filter }: { filter: AuditFilter }) {
  const check = useMutation({ mutationFn: verify, onError: (error) => toast.error("Could not check the log", error) });
  const save = useMutation({ mutationFn: (format: "csv" | "json") => exportLog(filter, format), onError: (error) => toast.error("Could not export the log", error) });
  return (
    <>
      <Menu
        trigger={
          <Button busy={save.isPending}>
            <Download aria-hidden /> Export
          </Button>
        }
      >
        <MenuItem onSelect={() => save.mutate("csv")}>CSV of what is filtered</MenuItem>
        <MenuItem onSelect={() => save.mutate("json")}>JSON of what is filtered</MenuItem>
      </Menu>
      <Button busy={check.isPending} onClick={() => check.mutate()}>
        <ShieldCheck aria-hidden /> Verify
      </Button>
      {check.data && <Found found={check.data} onClose={() => check.reset()} />}
    </>
  );
}

function Found({ found, onClose }: { found: Verification; onClose: () => void }) {
  const Icon = found.ok ? ShieldCheck : ShieldAlert;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={found.ok ? "The log is as it was written" : "The log has been changed"} footer={<Button onClick={onClose}>Close</Button>}>
      <div className="space-y-4 text-base">
        <p className="flex items-start gap-2">
          <Icon className={found.ok ? "mt-0.5 size-4 shrink-0 text-success-text" : "mt-0.5 size-4 shrink-0 text-danger-text"} aria-hidden />
          <span>
            {formatNumber(found.rows)} entries and {formatNumber(found.seals)} seals were checked. {formatNumber(found.unsealed)} entries are too young to be sealed; each has a code of its own.
          </span>
        </p>
        {found.problems.length > 0 && (
          <ul className="divide-y divide-line rounded-lg border border-line text-sm">
            {found.problems.map((problem) => (
              <li key={`${problem.kind} ${problem.id ?? problem.seal}`} className="px-3 py-2">
                <strong className="font-medium">{humanize(problem.kind)}</strong>: {problem.detail}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
