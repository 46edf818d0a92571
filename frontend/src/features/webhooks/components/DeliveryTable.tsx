import { RelativeTime } from "@/kit/ui/figures";
import { Pill, type Tone } from "@/kit/ui/pill";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { Delivery } from "../api";

const tones: Record<Delivery["status"], Tone> = { delivered: "success", pending: "warning", failed: "danger", skipped: "neutral" };
const words: Record<Delivery["status"], string> = { delivered: "Delivered", pending: "Waiting", failed: "Failed", skipped: "Not sent" };

/** How a message stands. One that failed before and waits for its next try says so. */
export function DeliveryPill({ status, attempts = 0 }: { status: Delivery["status"]; attempts?: number }) {
  const retrying = status === "pending" && attempts > 0;
  return <Pill status={status} tone={tones[status]} label={retrying ? "Retrying" : words[status]} />;
}

const wide = "max-sm:hidden";

/** Messages to one address, newest first. */
export function DeliveryTable({ deliveries, onOpen }: { deliveries: Delivery[]; onOpen: (delivery: Delivery) => void }) {
  return (
    <Table label="Deliveries">
      <TableHead>
        <TableRow>
          <HeadCell>Event</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell className={wide} align="end">
            Answer
          </HeadCell>
          <HeadCell className={wide} align="end">
            Tries
          </HeadCell>
          <HeadCell align="end">When</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {deliveries.map((delivery) => (
          <TableRow key={delivery.id} className="relative">
            <Cell className="max-w-36 sm:max-w-80">
              <button type="button" onClick={() => onOpen(delivery)} className="max-w-full truncate rounded-sm text-left font-medium after:absolute after:inset-0">
                {delivery.event}
              </button>
            </Cell>
            <Cell>
              <DeliveryPill status={delivery.status} attempts={delivery.attempts} />
            </Cell>
            <Cell align="end" className={`${wide} tabular-nums`}>
              {delivery.response_status ?? "–"}
            </Cell>
            <Cell align="end" className={`${wide} tabular-nums`}>
              {delivery.attempts}
            </Cell>
            <Cell align="end" className="text-ink-2">
              <RelativeTime value={delivery.created_at} className="relative" />
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
