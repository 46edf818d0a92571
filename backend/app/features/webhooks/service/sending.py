"""One try of one message: read with its owner's eyes, sign, send, write down what came of it."""

import time
from dataclasses import dataclass
from datetime import datetime
from random import uniform
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import func

from app.features.webhooks import queries
from app.features.webhooks.models import Webhook, WebhookDelivery
from app.features.webhooks.schemas import EventData, Message
from app.features.webhooks.service.webhooks import PROBE, message_id, place
from app.kit.core.access import Actor, Principals
from app.kit.core.context import Context, Kit, work
from app.kit.core.crypto import decrypt
from app.kit.core.errors import Forbidden, Invalid, NotFound
from app.kit.core.fault import fault
from app.kit.core.http import Egress, EgressFailed, EgressRefused, Limits, retry_after
from app.kit.core.notify import notify
from app.kit.core.registry import registry
from app.kit.core.settings import Settings
from app.kit.core.signature import sign
from app.kit.entity.rights import hidden
from app.kit.entity.schemas import schemas
from app.kit.entity.service import EntityService

LIMITS = Limits(connect=5, idle=10, total=15, body=1_000_000)
SHOWN = 2_000
"""Bytes kept of an answer."""
LONGEST_ASKED = 3600
"""Seconds that a receiver may ask us to wait."""
GONE = 410
UNSEEN = "The record is gone, or the webhook's owner may not see it."
NOBODY = "Its owner has no access any more, or may not have webhooks."


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this process holds."""

    org_id: UUID
    id: UUID
    webhook_id: UUID
    event: str
    entity: str
    record_id: UUID
    facts: dict[str, Any]
    attempts: int
    fence: int
    created_at: datetime
    owner_id: UUID
    url: str
    secret: str
    previous_secret: str | None
    previous_until: datetime | None

    @property
    def called_back(self) -> bool:
        """Whether it tells of its owner's own work, in full."""
        return "data" in self.facts


@dataclass(slots=True)
class Answer:
    """What came of a try."""

    status: int | None = None
    body: str = ""
    error: str = ""
    ms: int = 0
    wait: int | None = None
    """Seconds the receiver asked for (Retry-After)."""
    final: bool = False
    """No other try can come out better."""

    @property
    def arrived(self) -> bool:
        """Any 2xx."""
        return self.status is not None and 200 <= self.status < 300


async def deliver(kit: Kit, egress: Egress, claim: Claim) -> None:
    """Try once."""
    owner = await kit.use(Principals)(kit, claim.owner_id, claim.org_id)
    if owner is None or not (claim.called_back or owner.may("webhooks:write")):
        await _settle(kit, claim, None, Answer(error=NOBODY, final=True), turn_off=NOBODY)
        return
    message = await _message(kit, owner, claim)
    if message is None:
        await _settle(kit, claim, None, Answer(error=UNSEEN))
        return
    body = message.model_dump_json(exclude_none=True).encode()
    answer = await _send(kit.settings, egress, claim, body)
    await fault(kit.settings, "webhook_sent")
    gone = "It answered 410 Gone." if answer.status == GONE else ""
    await _settle(kit, claim, orjson.loads(body), answer, turn_off=gone)


async def _message(kit: Kit, owner: Actor, claim: Claim) -> Message | None:
    """What the owner may know of it now; None when he may not know of it at all."""
    if claim.called_back:
        return Message(type=claim.event, timestamp=claim.created_at, data=claim.facts["data"])
    known = {"entity": claim.entity, "id": claim.record_id, **claim.facts}
    if claim.event != PROBE:
        record = await _record(kit, owner, claim.entity, claim.record_id)
        if record is None and not _gone_for_good(owner, claim):
            return None
        seen = set(claim.facts["previous"]) - hidden(registry.entities[claim.entity], owner) if record is None else record.keys()
        known["changed"] = [name for name in claim.facts["changed"] if name in seen]
        known["previous"] = {name: value for name, value in claim.facts["previous"].items() if name in seen}
        known["record"] = record
    return Message(type=claim.event, timestamp=claim.created_at, data=EventData.model_validate(known))


def _gone_for_good(owner: Actor, claim: Claim) -> bool:
    """Deleting was final, so there is nothing left to look at: told to who may see every record of the kind."""
    entity = registry.entities.get(claim.entity)
    if entity is None or entity.__soft_delete__ or not claim.event.endswith(".deleted") or not owner.may(f"{claim.entity}:read"):
        return False
    return entity.__visible__ == "organization" or owner.may(f"{claim.entity}:all")


async def _record(kit: Kit, owner: Actor, name: str, id: UUID) -> dict[str, Any] | None:
    """As the owner reads it, deleted or not."""
    entity = registry.entities.get(name)
    if entity is None or not owner.may(f"{name}:read"):
        return None
    try:
        async with work(kit, owner) as ctx:
            service: EntityService[Any] = registry.services.get(name, EntityService)(ctx, entity)
            try:
                return await service.get(id)
            except NotFound:
                wanted = schemas(entity).Find.model_validate({"deleted": True, "id": str(id), "limit": 1})
                return next(iter((await service.find(wanted))["items"]), None)
    except (Forbidden, NotFound, Invalid):
        return None


async def _send(settings: Settings, egress: Egress, claim: Claim, body: bytes) -> Answer:
    """Redirects are not followed: an address that moved has to be told to us."""
    began, answer = time.perf_counter(), Answer()
    try:
        headers = {"content-type": "application/json", **sign(_keys(settings, claim), message_id(claim.id), int(time.time()), body)}
        async with egress.stream("POST", claim.url, headers=headers, content=body, limits=LIMITS) as reply:
            answer.status, answer.wait = reply.status, retry_after(reply.headers)
            said = b""
            async for chunk in reply.chunks:
                said += chunk
                if len(said) >= SHOWN:
                    break
            answer.body = said[:SHOWN].decode("utf-8", "replace").replace("\0", "")
    except EgressRefused as refused:
        answer.error, answer.final = str(refused), True
    except EgressFailed as failed:
        answer.error = str(failed)
    except ValueError as unreadable:  # the secret was stored under another key
        answer.error, answer.final = str(unreadable), True
    if answer.status is not None and not answer.arrived and not answer.error:
        answer.error = "redirects are not followed" if 300 <= answer.status < 400 else f"answered {answer.status}"
    answer.ms = round((time.perf_counter() - began) * 1000)
    return answer


def _keys(settings: Settings, claim: Claim) -> list[str]:
    where = place(claim.org_id, claim.webhook_id)
    keys = [decrypt(settings, claim.secret, where)]
    if claim.previous_secret and claim.previous_until and claim.previous_until.timestamp() > time.time():
        keys.append(decrypt(settings, claim.previous_secret, where))
    return keys


async def _settle(kit: Kit, claim: Claim, payload: dict[str, Any] | None, answer: Answer, *, turn_off: str = "") -> None:
    """Write it down, unless somebody else holds the message by now."""
    async with work(kit, Actor(claim.owner_id, claim.org_id, via="system")) as ctx:
        message = (await ctx.db.execute(queries.delivery(claim.webhook_id, claim.id, lock=True))).scalar_one_or_none()
        if message is None or message.fence != claim.fence:
            return
        message.lease_until, message.payload = None, _kept(payload, claim.entity)
        message.response_status, message.response_body = answer.status, answer.body
        message.error, message.duration_ms = answer.error[:300], answer.ms
        waits = [float(part) for part in kit.settings.webhook_retry_seconds.split(",") if part.strip()]
        if answer.arrived:
            _end(message, "delivered")
        elif payload is None and not answer.final:
            _end(message, "skipped")
        elif answer.final or turn_off or claim.attempts > len(waits):
            _end(message, "failed")
            await ctx.db.flush()
            await _give_up(ctx, message, turn_off, tried_long=not answer.final)
        else:
            wait = waits[claim.attempts - 1] * uniform(1, 1.25)
            seconds = max(wait, min(answer.wait or 0, LONGEST_ASKED))
            message.next_at = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)


def _kept(payload: dict[str, Any] | None, name: str) -> dict[str, Any] | None:
    """As it is stored and shown: without the values that no log may hold."""
    entity = registry.entities.get(name)
    if payload is None or entity is None or "record" not in payload["data"]:
        return payload
    secret = {key for key, spec in entity.__fields__.items() if spec.sensitive}
    record = {key: "•••" if key in secret and value is not None else value for key, value in payload["data"]["record"].items()}
    return {**payload, "data": {**payload["data"], "record": record}}


def _end(message: WebhookDelivery, status: str) -> None:
    message.status, message.finished_at = status, func.clock_timestamp()


async def _give_up(ctx: Context, message: WebhookDelivery, turn_off: str, *, tried_long: bool) -> None:
    """An address that took nothing since this message was written is dead: it is turned off, and its owner told."""
    dead = tried_long and not await ctx.db.scalar(queries.arrived_since(message))
    reason = turn_off or ("Nothing arrived there any more, however often it was tried." if dead else "")
    hook: Webhook | None = (await ctx.db.execute(queries.one(message.webhook_id))).scalar_one_or_none()
    if not reason or hook is None or not hook.enabled or not hook.listed:
        return
    hook.enabled, hook.disabled_reason = False, reason
    title = f"The webhook {hook.name} was turned off"
    await notify(ctx, [hook.owner_id], "webhook.disabled", title, body=reason, link=f"/webhooks/{hook.id}")
