import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { useEntity } from "@/kit/entity/meta";
import { Plain } from "@/kit/entity/value/FieldValue";
import { type Act, actorOf, kindOf, originOf, verbOf } from "@/kit/lib/acts";
import { formatDateTime } from "@/kit/lib/format";
import { focusIn } from "@/kit/lib/focus-in";
import { CopyId } from "@/kit/ui/copy-id";
import { Diff } from "@/kit/ui/diff";
import { Drawer } from "@/kit/ui/dialog";
import { changesIn } from "../words";
import { RecordLink } from "./AuditTable";

/** Everything an entry says: old → new, who, through what, and the request it belongs to. */
export function EntryDrawer({ entry, onClose }: { entry: Act | null; onClose: () => void }) {
  const [last, setLast] = useState(entry); // keeps its text while it closes
  if (entry && entry !== last) setLast(entry);
  const shown = entry ?? last;
  return (
    <Drawer open={entry !== null} onOpenChange={(open) => !open && onClose()} title={shown ? `${actorOf(shown)} ${verbOf(shown.action)} ${shown.label || kindOf(shown.entity_type).toLowerCase()}` : ""}>
      {shown && <Details entry={shown} />}
    </Drawer>
  );
}

function Details({ entry }: { entry: Act }) {
  const entity = useEntity(entry.entity_type);
  const changes = changesIn(entry).map((change) => ({ ...change, label: entity?.fields.find((field) => field.name === change.field)?.label }));
  const shown = (value: unknown, name: string): ReactNode => {
    const field = entity?.fields.find((one) => one.name === name);
    return field ? <Plain field={field} value={value} /> : typeof value === "object" ? JSON.stringify(value) : String(value);
  };
  return (
    <div className="space-y-6 p-4">
      <section aria-label="Changes" tabIndex={-1} ref={focusIn} className="outline-none">
        <Diff changes={changes} format={shown} />
      </section>
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-4 gap-y-2 border-t border-line pt-4 text-sm">
        <Fact name="Record">
          <RecordLink entry={entry} />
        </Fact>
        <Fact name="When">{formatDateTime(entry.timestamp)}</Fact>
        <Fact name="Through">{originOf(entry)}</Fact>
        {entry.ip && <Fact name="Address">{entry.ip}</Fact>}
        <Fact name="Request">
          <CopyId id={entry.request_id} what="request id" />
          <Link to={`/audit-logs?request_id=${encodeURIComponent(entry.request_id)}`} className="ml-2 rounded-sm text-accent-text underline-offset-4 hover:underline">
            All of this request
          </Link>
        </Fact>
        <Fact name="Entry">
          <CopyId id={entry.id} what="entry id" />
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
