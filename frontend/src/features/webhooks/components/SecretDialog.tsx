import { Button } from "@/kit/ui/button";
import { CopyButton } from "@/kit/ui/copy-button";
import { Dialog } from "@/kit/ui/dialog";

/** The signing secret, this once. It stays until somebody says that he has it. */
export function SecretDialog({ secret, children, onClose }: { secret: string; children?: string; onClose: () => void }) {
  return (
    <Dialog
      open
      insistent
      onOpenChange={onClose}
      title="Signing secret"
      description="Copy it now: it is not shown again. The receiver checks with it that a message comes from here."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-md border border-line bg-canvas px-3 py-2">
        <code className="min-w-0 flex-1 text-sm break-all">{secret}</code>
        <CopyButton text={secret} what="secret" />
      </div>
      {children && <p className="mt-3 text-sm text-ink-2">{children}</p>}
    </Dialog>
  );
}
