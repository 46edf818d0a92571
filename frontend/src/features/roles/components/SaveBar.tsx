import { useLeaveGuard } from "@/kit/layout/leave-guard";
import { Button } from "@/kit/ui/button";

export interface SaveBarProps {
  /** How many changes are not saved; with none there is no bar. */
  changes: number;
  busy: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Stays in view while something is unsaved; leaving then asks. */
export function SaveBar({ changes, busy, onSave, onDiscard }: SaveBarProps) {
  const dirty = changes > 0;
  const { guard } = useLeaveGuard(dirty, `${changes === 1 ? "1 change" : `${changes} changes`} of this role will be lost.`);
  return (
    <>
      {dirty && (
        <div role="region" aria-label="Unsaved changes" className="sticky bottom-4 z-30 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-raised px-4 py-2.5 shadow-float">
          <p role="status" className="mr-auto text-sm font-medium">
            {changes === 1 ? "1 change is not saved" : `${changes} changes are not saved`}
          </p>
          <Button onClick={onDiscard}>Discard</Button>
          <Button variant="primary" busy={busy} onClick={onSave}>
            Save changes
          </Button>
        </div>
      )}
      {guard}
    </>
  );
}
