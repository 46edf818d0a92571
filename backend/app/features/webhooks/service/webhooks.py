"""The verbs of webhooks and of their deliveries."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import func, select

from app.features.webhooks import queries
from app.features.webhooks.models import Webhook, WebhookDelivery
from app.features.webhooks.schemas import (
    DeliveryOut,
    DeliveryQuery,
    LastDelivery,
    SendIn,
    WebhookCreated,
    WebhookIn,
    WebhookOut,
    WebhookSecret,
    WebhookUpdate,
)
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.crypto import encrypt
from app.kit.core.errors import Conflict, Invalid, NotFound, Stale
from app.kit.core.events import Happened
from app.kit.core.http import Egress, EgressFailed, EgressRefused
from app.kit.core.ids import new_id
from app.kit.core.signature import new_secret
from app.kit.entity.happenings import EVERYTHING, known
from app.kit.web.shapes import Page, Paging, keyset

MOST = 50
"""Webhooks of one organisation."""
OVERLAP = timedelta(hours=24)
"""How long the secret before goes on signing after a new one was made."""
MOST_SENT = 50_000
"""Bytes of a message of somebody's own."""
PROBE = "webhooks.test"
OWNERS_ONLY = ("record", "previous")


def place(org_id: UUID, id: UUID) -> str:
    """Where a webhook's secret belongs."""
    return f"webhooks:{org_id}:{id}"


def message_id(id: UUID) -> str:
    """The `webhook-id` header of a delivery."""
    return f"msg_{id.hex}"


async def reachable(ctx: Context, url: str, field: str) -> None:
    """Whether messages may be sent there. Raises Invalid for the field it was given in."""
    if ctx.settings.production and not url.startswith("https://"):
        raise Invalid.field(field, "must begin with https://")
    egress = Egress.of(ctx.settings)
    try:
        async with ctx.away(), asyncio.timeout(5):
            await egress.check(url)
    except EgressRefused as error:
        raise Invalid.field(field, str(error)) from None
    except (EgressFailed, TimeoutError):
        pass  # a name that is not known yet may be known when something is sent; the guard looks again then
    finally:
        await egress.aclose()


class WebhookService:
    """What administrators do with webhooks."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self, paging: Paging) -> Page[WebhookOut]:
        """Oldest first."""
        page = await keyset(self.ctx.db, select(Webhook).where(Webhook.listed), [Webhook.id], paging, lambda row: row[0])
        return Page(items=await self._shown(page.items), next_cursor=page.next_cursor, total=page.total)

    async def get(self, id: UUID) -> WebhookOut:
        """One, or NotFound."""
        return await self._answer(await self._load(id))

    async def create(self, given: WebhookIn) -> WebhookCreated:
        """Keep an address and give it a secret."""
        if int(await self.ctx.db.scalar(select(func.count()).select_from(Webhook).where(Webhook.listed)) or 0) >= MOST:
            raise Conflict(f"An organisation has at most {MOST} webhooks.")
        await self._check(given.url, given.events)
        made = Webhook(id=new_id(), **given.model_dump(), owner_id=self.ctx.actor.user_id)
        secret = self._seal(made)
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return WebhookCreated(**(await self._answer(made)).model_dump(), secret=secret)

    async def update(self, id: UUID, given: WebhookUpdate) -> WebhookOut:
        """Change what was sent. Who changes where it goes, or what is told, answers for it with his own rights from then on."""
        found = await self._load(id, expected=True)
        values = given.model_dump(include=given.model_fields_set, exclude_none=True)
        if {"url", "events"} & values.keys():
            await self._check(values.get("url", found.url), values.get("events", found.events))
            found.owner_id = self.ctx.actor.user_id
        if values.get("enabled") and not found.enabled:
            found.disabled_reason = ""
        for key, value in values.items():
            setattr(found, key, value)
        await self.ctx.db.flush()
        return await self._answer(found)

    async def delete(self, id: UUID) -> None:
        """Forget it, with all its deliveries."""
        await self.ctx.db.delete(await self._load(id, expected=True))

    async def rotate(self, id: UUID) -> WebhookSecret:
        """A new secret; the one before goes on signing beside it for a day, so that no message is refused meanwhile."""
        found = await self._load(id, expected=True)
        before = found.secret
        secret = self._seal(found)
        found.previous_secret, found.previous_until = before, datetime.now(UTC) + OVERLAP
        await self.ctx.db.flush()
        return WebhookSecret(secret=secret, previous_until=found.previous_until)

    async def deliveries(self, id: UUID, wanted: DeliveryQuery) -> Page[DeliveryOut]:
        """Newest first."""
        owner = (await self._load(id)).owner_id
        query = queries.deliveries(id, wanted)
        return await keyset(self.ctx.db, query, [WebhookDelivery.id], wanted, lambda row: self._out(row[0], owner), newest_first=True)

    async def delivery(self, id: UUID, delivery_id: UUID) -> DeliveryOut:
        """One message and what became of it."""
        owner = (await self._load(id)).owner_id
        return self._out(await self._message(id, delivery_id), owner)

    async def redeliver(self, id: UUID, delivery_id: UUID) -> DeliveryOut:
        """Send it again, under the same id."""
        hook = await self._load(id)
        if not hook.enabled:
            raise Conflict("This webhook is turned off: turn it on first.")
        message = await self._message(id, delivery_id, lock=True)
        message.status, message.attempts, message.finished_at, message.error = "pending", 0, None, ""
        message.next_at, message.lease_until, message.fence = datetime.now(UTC), None, message.fence + 1
        self.ctx.emit(Happened("redeliver", "webhooks", id, {"event": message.event, "message": message_id(message.id)}))
        await self.ctx.db.flush()
        return self._out(message, hook.owner_id)

    async def test(self, id: UUID) -> DeliveryOut:
        """Send a message that tells of nothing, to see whether it arrives."""
        hook = await self._load(id)
        if not hook.enabled:
            raise Conflict("This webhook is turned off: turn it on first.")
        actor = {"id": str(self.ctx.actor.user_id), "via": self.ctx.actor.via}
        facts = {"version": hook.version, "actor": actor, "changed": [], "previous": {}}
        message = WebhookDelivery(webhook_id=id, event=PROBE, entity="webhooks", record_id=id, facts=facts)
        self.ctx.db.add(message)
        self.ctx.emit(Happened("test", "webhooks", id, {"url": hook.url}))
        await self.ctx.db.flush()
        return self._out(message, hook.owner_id)

    async def send(self, id: UUID, given: SendIn) -> DeliveryOut:
        """Send something that is no event of the product, signed and tried like all messages."""
        hook = await self._load(id)
        if not hook.enabled:
            raise Conflict("This webhook is turned off: turn it on first.")
        if len(orjson.dumps(given.data)) > MOST_SENT:
            raise Invalid.field("data", f"is longer than {MOST_SENT} bytes")
        message = WebhookDelivery(webhook_id=id, event=given.event, entity="webhooks", record_id=id, facts={"data": given.data})
        self.ctx.db.add(message)
        self.ctx.emit(Happened("send", "webhooks", id, {"url": hook.url, "event": given.event}))
        await self.ctx.db.flush()
        return self._out(message, hook.owner_id)

    async def _check(self, url: str, events: Sequence[str]) -> None:
        if unknown := [name for name in events if not known(name)]:
            raise Invalid.field("events", f"there is no event {unknown[0]}")
        for name in events:
            if name != EVERYTHING:
                self.ctx.actor.require(f"{name.partition('.')[0]}:read")
        await reachable(self.ctx, url, "url")

    def _seal(self, hook: Webhook) -> str:
        secret = new_secret()
        hook.secret = encrypt(self.ctx.settings, secret, place(self.ctx.actor.org_id, hook.id))
        return secret

    async def _load(self, id: UUID, *, expected: bool = False) -> Webhook:
        found = (await self.ctx.db.execute(queries.one(id))).scalar_one_or_none()
        if found is None or not found.listed:
            raise NotFound("There is no webhook with this id.")
        if expected and self.ctx.if_match is not None and found.version != self.ctx.if_match:
            raise Stale("Somebody saved a newer version first. Read it again, then repeat your change.")
        return found

    async def _message(self, id: UUID, delivery_id: UUID, *, lock: bool = False) -> WebhookDelivery:
        found = (await self.ctx.db.execute(queries.delivery(id, delivery_id, lock=lock))).scalar_one_or_none()
        if found is None:
            raise NotFound("This webhook has no delivery with this id.")
        return found

    async def _answer(self, hook: Webhook) -> WebhookOut:
        self.ctx.etag = hook.version
        return (await self._shown([hook]))[0]

    async def _shown(self, hooks: Sequence[Webhook]) -> list[WebhookOut]:
        names = await self.ctx.use(People).names(self.ctx, {hook.owner_id for hook in hooks})
        last = {row.webhook_id: row for row in await self.ctx.db.scalars(queries.newest([hook.id for hook in hooks]))}
        return [self._shape(hook, names.get(hook.owner_id), last.get(hook.id)) for hook in hooks]

    @staticmethod
    def _shape(hook: Webhook, owner: str | None, last: WebhookDelivery | None) -> WebhookOut:
        own: dict[str, Any] = {key: getattr(hook, key) for key in WebhookOut.model_fields if hasattr(hook, key)}
        at = last and LastDelivery.model_validate(
            {"status": last.status, "at": last.finished_at or last.created_at, "response_status": last.response_status}
        )
        return WebhookOut(**own, owner_name=owner, last_delivery=at)

    def _out(self, row: WebhookDelivery, owner: UUID) -> DeliveryOut:
        own: dict[str, Any] = {key: getattr(row, key) for key in DeliveryOut.model_fields if hasattr(row, key)}
        if row.payload and owner != self.ctx.actor.user_id:
            own["payload"] = {**row.payload, "data": {k: v for k, v in row.payload["data"].items() if k not in OWNERS_ONLY}}
        return DeliveryOut(**{**own, "message_id": message_id(row.id), "next_at": row.next_at if row.status == "pending" else None})
