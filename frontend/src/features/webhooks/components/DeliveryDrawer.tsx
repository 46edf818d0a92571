import { useMutation } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { focusIn } from "@/kit/lib/focus-in";
import { formatDateTime } from "@/kit/lib/format";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { CopyButton } from "@/kit/ui/copy-button";
import { Drawer } from "@/kit/ui/dialog";
import { toast } from "@/kit/ui/toast";
import { type Delivery, redeliver, refreshWebhooks } from "../api";
import { DeliveryPill } from "./DeliveryTable";

/** One message: how it stands, what was sent, what came back. */
export function DeliveryDrawer({ delivery, enabled, onClose }: { delivery: Delivery; enabled: boolean; onClose: () => void }) {
  const writable = useCan("webhooks:write");
  const again = useMutation({
    mutationFn: () => redeliver(delivery),
    onSuccess: () => {
      toast.success("Sent again, under the same id");
      void refreshWebhooks();
    },
    onError: (error) => toast.error("Could not send it again", error),
  });
  const footer = writable && (
    <Button disabled={!enabled || (delivery.status === "pending" && delivery.attempts === 0)} busy={again.isPending} onClick={() => again.mutate()}>
      <RotateCw aria-hidden /> {delivery.status === "pending" ? "Try now" : "Send again"}
    </Button>
  );
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={delivery.event} description={formatDateTime(delivery.created_at)} footer={footer}>
      <div tabIndex={-1} ref={focusIn} className="space-y-5 p-4 outline-none">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
          <Fact name="Status">
            <DeliveryPill status={delivery.status} attempts={delivery.attempts} />
          </Fact>
          {delivery.entity !== "webhooks" && (
            <Fact name="Record">
              <Link to={`/${delivery.entity}/${delivery.record_id}`} className="rounded-sm text-accent-text underline underline-offset-4">
                Open it
              </Link>
            </Fact>
          )}
          <Fact name="Answer">{delivery.response_status === null ? "None" : `${delivery.response_status} after ${delivery.duration_ms ?? 0} ms`}</Fact>
          <Fact name="Tries">{delivery.attempts}</Fact>
          {delivery.next_at && delivery.attempts > 0 && <Fact name="Next try">{formatDateTime(delivery.next_at)}</Fact>}
          {delivery.error && <Fact name="Problem">{delivery.error}</Fact>}
          <Fact name="Message id">
            <span className="inline-flex max-w-full items-center gap-1">
              <code className="truncate">{delivery.message_id}</code>
              <CopyButton text={delivery.message_id} what="message id" />
            </span>
          </Fact>
        </dl>
        <Source title="Sent" text={textOf(delivery.payload)} none="Nothing was sent yet." />
        <Source title="Received" text={delivery.response_body} none="The answer had no text." />
      </div>
    </Drawer>
  );
}

/** In the order in which it was sent, which the database does not keep. */
function textOf(payload: Delivery["payload"]): string {
  if (!payload) return "";
  const { type, timestamp, data } = payload;
  return JSON.stringify({ type, timestamp, data }, null, 2);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** Text as it went over the wire; it scrolls inside, by the keyboard too. */
function Source({ title, text, none }: { title: string; text: string; none: string }) {
  return (
    <section aria-label={title}>
      <header className="mb-1 flex min-h-7 items-center justify-between">
        <h3 className="text-sm font-semibold">{title}</h3>
        {text && <CopyButton text={text} what={title === "Sent" ? "message" : "answer"} />}
      </header>
      {text ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by the keyboard
        <pre tabIndex={0} role="group" aria-label={`${title}, text`} className="max-h-96 overflow-auto rounded-md border border-line bg-canvas p-3 text-xs">
          {text}
        </pre>
      ) : (
        <p className="text-sm text-ink-2">{none}</p>
      )}
    </section>
  );
}
