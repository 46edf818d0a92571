"""Statements over webhooks and deliveries. Those named in capitals are the courier's: across organisations, by the database's clock."""

from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from app.features.webhooks.models import Webhook, WebhookDelivery
from app.features.webhooks.schemas import DeliveryQuery

FREE = "d.status = 'pending' and d.next_at <= clock_timestamp() and (d.lease_until is null or d.lease_until < clock_timestamp())"
CLAIM = text(f"""
with busy as (select org_id, webhook_id, count(*) as n from webhook_deliveries
              where status = 'pending' and lease_until >= clock_timestamp() group by org_id, webhook_id),
due as (select d.org_id, d.id, w.owner_id, w.url, w.secret, w.previous_secret, w.previous_until,
               coalesce(busy.n, 0) + row_number() over (partition by d.org_id, d.webhook_id order by d.next_at, d.id) as place
        from webhook_deliveries d join webhooks w on w.org_id = d.org_id and w.id = d.webhook_id and w.enabled
        left join busy on busy.org_id = d.org_id and busy.webhook_id = d.webhook_id
        where {FREE} and (cast(:only as uuid) is null or d.webhook_id = :only)),
next as (select * from due where place <= :each order by place limit :most)
update webhook_deliveries d set fence = d.fence + 1, attempts = d.attempts + 1,
  lease_until = clock_timestamp() + make_interval(secs => :lease)
from next where d.org_id = next.org_id and d.id = next.id and {FREE}
returning d.org_id, d.id, d.webhook_id, d.event, d.entity, d.record_id, d.facts, d.attempts, d.fence, d.created_at,
  next.owner_id, next.url, next.secret, next.previous_secret, next.previous_until""")
"""Take what is due, at most `each` at a time of one address: a slow one holds nobody else up. Who comes second checks the row again."""
FORGET = text("delete from webhook_deliveries where status <> 'pending' and created_at < now() - make_interval(days => :days)")


FORGET_UNLISTED = text(
    "delete from webhooks w where not listed and created_at < now() - make_interval(days => :days)"
    " and not exists (select 1 from webhook_deliveries d where d.org_id = w.org_id and d.webhook_id = w.id)"
)


def one(id: UUID) -> Select[Webhook]:
    """A webhook."""
    return select(Webhook).where(Webhook.id == id)


def unlisted(owner_id: UUID, url: str) -> Select[Webhook]:
    """The one for a person's callbacks to an address."""
    return select(Webhook).where(~Webhook.listed, Webhook.owner_id == owner_id, Webhook.url == url)


def told_of(owner_id: UUID, about: UUID) -> Select[WebhookDelivery]:
    """A person's callbacks about one thing, newest first."""
    mine = select(Webhook.id).where(~Webhook.listed, Webhook.owner_id == owner_id)
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id.in_(mine), WebhookDelivery.record_id == about)
    return query.order_by(WebhookDelivery.id.desc())


def enabled() -> Select[UUID, list[str]]:
    """Those that are told, and of what."""
    return select(Webhook.id, Webhook.events).where(Webhook.enabled)


def deliveries(webhook_id: UUID, wanted: DeliveryQuery) -> Select[WebhookDelivery]:
    """Messages of a webhook."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    if wanted.status:
        query = query.where(WebhookDelivery.status == wanted.status)
    return query.where(WebhookDelivery.event == wanted.event) if wanted.event else query


def delivery(webhook_id: UUID, id: UUID, *, lock: bool = False) -> Select[WebhookDelivery]:
    """One message."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.id == id)
    return query.with_for_update() if lock else query


def newest(webhook_ids: list[UUID]) -> Select[WebhookDelivery]:
    """The last message of each."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id.in_(webhook_ids)).ext(distinct_on(WebhookDelivery.webhook_id))
    return query.order_by(WebhookDelivery.webhook_id, WebhookDelivery.id.desc())


def arrived_since(message: WebhookDelivery) -> Select[UUID]:
    """A message that reached this address after this one was written."""
    other = (WebhookDelivery.webhook_id == message.webhook_id, WebhookDelivery.status == "delivered")
    return select(WebhookDelivery.id).where(*other, WebhookDelivery.finished_at >= message.created_at).limit(1)
