import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useEntities } from "@/kit/entity/meta";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { Empty, ErrorState, SkeletonRows, useSlow } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { createWebhook, refreshWebhooks, type Webhook, webhooksQuery, type WebhookValues } from "../api";
import { DeliveryPill } from "../components/DeliveryTable";
import { SecretDialog } from "../components/SecretDialog";
import { WebhookDialog } from "../components/WebhookDialog";
import { inWords } from "../events";

export default function WebhooksPage() {
  const navigate = useNavigate();
  const writable = useCan("webhooks:write");
  const list = useQuery(webhooksQuery);
  const slow = useSlow(list.isPending);
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  useShortcut("n", "New webhook", () => setCreating(true), { enabled: writable });
  const create = async (values: WebhookValues) => {
    setMade(await createWebhook(values));
    void refreshWebhooks();
  };
  const open = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden /> New webhook
    </Button>
  );
  const webhooks = list.data ?? [];
  return (
    <Page title="Webhooks" description="Other programs are told what happens here, by signed messages." actions={writable && webhooks.length > 0 && open}>
      {list.isPending && slow && <SkeletonRows rows={4} label="Loading the webhooks" />}
      {list.isError && <ErrorState error={list.error} doing="load the webhooks" onRetry={() => void list.refetch()} />}
      {list.isSuccess && webhooks.length === 0 && (
        <Empty icon={WebhookIcon} title="No webhooks yet" action={writable && open}>
          Give the address of a program, and the events it should hear of.
        </Empty>
      )}
      {webhooks.length > 0 && <WebhookTable webhooks={webhooks} />}
      {creating && <WebhookDialog onSave={create} onClose={() => setCreating(false)} />}
      {made && <SecretDialog secret={made.secret} onClose={() => void navigate(`/webhooks/${made.id}`)} />}
    </Page>
  );
}

const wide = "max-md:hidden";

function WebhookTable({ webhooks }: { webhooks: Webhook[] }) {
  return (
    <Table label="Webhooks">
      <TableHead>
        <TableRow>
          <HeadCell>Name</HeadCell>
          <HeadCell className={wide}>Events</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell align="end">Last message</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {webhooks.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ webhook }: { webhook: Webhook }) {
  const entities = useEntities();
  const words = inWords(webhook.events, (name) => entities.find((entity) => entity.name === name)?.label);
  const last = webhook.last_delivery;
  return (
    <TableRow>
      <Cell className="max-w-44 py-1.5 sm:max-w-80">
        <Link to={`/webhooks/${webhook.id}`} className="block truncate rounded-sm font-medium underline-offset-4 hover:text-accent-text hover:underline">
          {webhook.name}
        </Link>
        <span className="block truncate text-ink-2">{webhook.url}</span>
      </Cell>
      <Cell className={`${wide} max-w-72 truncate`} title={words.join("; ")}>
        {words.slice(0, 2).join("; ")}
        {words.length > 2 && <span className="text-ink-2"> and {words.length - 2} more</span>}
      </Cell>
      <Cell>
        <StatePill webhook={webhook} />
      </Cell>
      <Cell align="end">
        {last ? (
          <span className="inline-flex items-center gap-2">
            <span className={wide}>
              <DeliveryPill status={last.status} />
            </span>
            <RelativeTime value={last.at} className="text-ink-2" />
          </span>
        ) : (
          <span className="text-ink-2">None yet</span>
        )}
      </Cell>
    </TableRow>
  );
}

function StatePill({ webhook }: { webhook: Webhook }) {
  if (webhook.enabled) return <Pill status="active" label="On" />;
  return webhook.disabled_reason ? <Pill status="failed" label="Turned off" /> : <Pill status="inactive" label="Off" />;
}
