import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import { useEntities } from "@/kit/entity/meta";
import { useUrlState } from "@/kit/lib/url-state";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { FormProblem } from "@/kit/ui/form-field";
import { Page } from "@/kit/ui/page";
import { Select } from "@/kit/ui/select";
import { Empty, ErrorState, NoMatch, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { Switch } from "@/kit/ui/toggles";
import { deliveriesQuery, refreshWebhooks, updateWebhook, type Webhook, webhookQuery } from "../api";
import { DeliveryDrawer } from "../components/DeliveryDrawer";
import { DeliveryTable } from "../components/DeliveryTable";
import { WebhookActions } from "../components/WebhookActions";
import { inWords } from "../events";

export default function WebhookPage() {
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(webhookQuery(id));
  useScreenTitle(data?.name);
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) return <NotFoundPage what="webhook" />;
  if (error) return <ErrorState error={error} doing="load the webhook" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={8} label="Loading the webhook" />;
  return (
    <Page title={data.name} description={data.url} actions={<WebhookActions webhook={data} onDeleted={() => void navigate("/webhooks", { replace: true })} />}>
      {data.disabled_reason && <FormProblem>This webhook was turned off. {data.disabled_reason} What waits is sent once it is on again.</FormProblem>}
      <Settings webhook={data} />
      <Deliveries webhook={data} />
    </Page>
  );
}

/** Whether it is on, of what it tells, and whose rights decide what is in a message. */
function Settings({ webhook }: { webhook: Webhook }) {
  const entities = useEntities();
  const writable = useCan("webhooks:write");
  const turn = useMutation({
    mutationFn: (enabled: boolean) => updateWebhook(webhook, { enabled }),
    onSuccess: (_, enabled) => {
      toast.success(enabled ? `${webhook.name} is on` : `${webhook.name} is off`);
      void refreshWebhooks();
    },
    onError: (error) => toast.error("Could not change the webhook", error),
  });
  const on = turn.isPending ? turn.variables : webhook.enabled;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
      <label className="flex items-center gap-2">
        <Switch checked={on} disabled={!writable || turn.isPending} onCheckedChange={(next) => turn.mutate(next)} aria-label={`${webhook.name} is on`} />
        {on ? "On" : "Off"}
      </label>
      <p className="min-w-0">
        <span className="text-ink-2">Told of </span>
        {inWords(webhook.events, (name) => entities.find((entity) => entity.name === name)?.label).join("; ")}
      </p>
      <p>
        <span className="text-ink-2">Sees what </span>
        {webhook.owner_name ?? "somebody who left"}
        <span className="text-ink-2"> may see</span>
      </p>
    </div>
  );
}

const choices = [
  { value: "all", label: "Any status" },
  { value: "delivered", label: "Delivered" },
  { value: "pending", label: "Waiting" },
  { value: "failed", label: "Failed" },
  { value: "skipped", label: "Not sent" },
];

function Deliveries({ webhook }: { webhook: Webhook }) {
  const [params, change] = useUrlState();
  const [open, setOpen] = useState<string | null>(null);
  const status = params.get("status") ?? "";
  const list = useInfiniteQuery(deliveriesQuery(webhook.id, status));
  const deliveries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = deliveries.find(({ id }) => id === open);
  const none = list.isSuccess && deliveries.length === 0;
  return (
    <section aria-label="Deliveries" className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">Deliveries</h2>
        <Select aria-label="Status" className="w-36" value={status || "all"} onChange={(next) => change({ status: next === "all" ? null : next })} choices={choices} />
      </header>
      {list.isPending && <SkeletonRows rows={6} label="Loading the deliveries" />}
      {list.isError && <ErrorState error={list.error} doing="load the deliveries" onRetry={() => void list.refetch()} />}
      {none && status && <NoMatch what="deliveries" onClear={() => change({ status: null })} />}
      {none && !status && (
        <Empty icon={Inbox} title="No messages yet">
          Each event it is told of stands here for a month. Send a test to see whether it arrives.
        </Empty>
      )}
      {deliveries.length > 0 && <DeliveryTable deliveries={deliveries} onOpen={({ id }) => setOpen(id)} />}
      {list.hasNextPage && (
        <Button className="self-start" size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
      {shown && <DeliveryDrawer delivery={shown} enabled={webhook.enabled} onClose={() => setOpen(null)} />}
    </section>
  );
}
