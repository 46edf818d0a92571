/** Webhooks, their deliveries, and the events there are. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { DeliveryOut, EventOut, WebhookCreated, WebhookOut, WebhookSecret } from "@/kit/api/generated/types.gen";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";

export type Webhook = WebhookOut;
export type Delivery = DeliveryOut;
export type EventKind = EventOut;
export type WebhookValues = Pick<Webhook, "name" | "url" | "events">;

const SOON = 1_500;
const LATER = 20_000;

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks", "list"],
  queryFn: ({ signal }) => apiRequest<Page<Webhook>>("GET", "/webhooks", { query: { limit: 200 }, signal }).then((page) => page.items),
});

export function webhookQuery(id: string) {
  return queryOptions({ queryKey: ["webhooks", id], queryFn: ({ signal }) => apiRequest<Webhook>("GET", `/webhooks/${id}`, { signal }) });
}

/** Looked at again soon while something is on its way. */
export function deliveriesQuery(id: string, status: string) {
  return infiniteQueryOptions({
    queryKey: ["webhooks", id, "deliveries", status],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<Delivery>>("GET", `/webhooks/${id}/deliveries`, { query: { limit: 25, cursor: pageParam, status: status || null }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(onItsWay)) ? SOON : LATER),
  });
}

export const eventsQuery = queryOptions({
  queryKey: ["events"],
  queryFn: ({ signal }) => apiRequest<{ events: EventKind[] }>("GET", "/meta/events", { signal }).then((found) => found.events),
  staleTime: 5 * 60_000,
});

const onItsWay = (delivery: Delivery) => delivery.status === "pending" && new Date(delivery.next_at ?? 0).getTime() < Date.now() + SOON;
const atVersion = (webhook: Webhook) => ({ "If-Match": `"${webhook.version}"` });

export const createWebhook = (values: WebhookValues) => apiRequest<WebhookCreated>("POST", "/webhooks", { body: values, headers: idempotent() });
export const updateWebhook = (webhook: Webhook, change: Partial<WebhookValues> & { enabled?: boolean }) =>
  apiRequest<Webhook>("PATCH", `/webhooks/${webhook.id}`, { body: change, headers: atVersion(webhook) });
export const deleteWebhook = (webhook: Webhook) => apiRequest<unknown>("DELETE", `/webhooks/${webhook.id}`);
export const rotateSecret = (webhook: Webhook) => apiRequest<WebhookSecret>("POST", `/webhooks/${webhook.id}/rotate-secret`, { headers: atVersion(webhook) });
export const sendTest = (webhook: Webhook) => apiRequest<Delivery>("POST", `/webhooks/${webhook.id}/test`, { headers: idempotent() });
export const redeliver = (delivery: Delivery) => apiRequest<Delivery>("POST", `/webhooks/${delivery.webhook_id}/deliveries/${delivery.id}/redeliver`);

export const refreshWebhooks = () => queryClient.invalidateQueries({ queryKey: ["webhooks"] });
