"""Who wants to hear of what, remembered: a change in an organisation without webhooks costs one look into a dictionary. Callbacks."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.features.webhooks import queries
from app.features.webhooks.models import Webhook, WebhookDelivery
from app.features.webhooks.service import place, reachable
from app.kit.core.context import Context
from app.kit.core.crypto import derived, encrypt
from app.kit.core.ids import new_id
from app.kit.core.signals import Signals
from app.kit.core.signature import PREFIX
from app.kit.entity.happenings import covers
from app.kit.jobs.callbacks import Called

TOPIC = "webhooks"
MOST = 10_000
Listening = tuple[tuple[UUID, tuple[str, ...]], ...]


class Listeners:
    """Per process; forgotten at once when a webhook changes, and after seconds where the word of it was lost."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        """Something was written for somebody: this process's courier looks at once, the others with their next look."""
        self._known: dict[UUID, tuple[float, Listening]] = {}

    async def of(self, ctx: Context, event: str) -> Sequence[UUID]:
        """The webhooks of the actor's organisation that want this event."""
        org = ctx.actor.org_id
        until, known = self._known.get(org, (0.0, ()))
        if until < time.monotonic():
            known = tuple((id, tuple(events)) for id, events in await ctx.db.execute(queries.enabled()))
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[org] = (time.monotonic() + ctx.settings.principal_cache_seconds, known)
        return [id for id, events in known if covers(events, event)]

    async def wake(self) -> None:
        """Ring this process's courier, if it has one."""
        self.news.set()

    async def forget(self, org: str) -> None:
        """Ask again."""
        self._known.pop(UUID(org), None)


async def forget_everywhere(ctx: Context) -> None:
    """In this process at once, in the others by a signal."""
    org = str(ctx.actor.org_id)
    await ctx.use(Listeners).forget(org)
    await ctx.use(Signals).send(TOPIC, org)


class CallbackDesk:
    """The port `Callbacks`: an address that comes with a request is an unlisted webhook of whoever asks, so that its messages travel
    like all others."""

    async def check(self, ctx: Context, url: str) -> None:
        """See `Callbacks`."""
        await reachable(ctx, url, "callback_url")

    async def add(self, ctx: Context, url: str, event: str, about: UUID, data: dict[str, Any]) -> None:
        """See `Callbacks`."""
        hook = (await ctx.db.scalars(queries.unlisted(ctx.actor.user_id, url))).first() or self._open(ctx, url)
        message = WebhookDelivery(
            webhook_id=hook.id, event=event, entity="operations", record_id=about, facts={"data": data}, next_at=datetime.now(UTC)
        )
        ctx.db.add(message)
        await ctx.db.flush()
        ctx.after_commit(ctx.use(Listeners).wake)

    async def state(self, ctx: Context, about: UUID) -> Called | None:
        """See `Callbacks`."""
        found = (await ctx.db.scalars(queries.told_of(ctx.actor.user_id, about))).first()
        return Called(found.status, found.attempts, found.response_status, found.error) if found else None

    def secret(self, ctx: Context) -> str:
        """See `Callbacks`."""
        return PREFIX + derived(ctx.settings, f"callbacks:{ctx.actor.org_id}:{ctx.actor.user_id}")

    def _open(self, ctx: Context, url: str) -> Webhook:
        made = Webhook(id=new_id(), name="Callbacks", url=url, events=[], owner_id=ctx.actor.user_id, listed=False)
        made.secret = encrypt(ctx.settings, self.secret(ctx), place(ctx.actor.org_id, made.id))
        ctx.db.add(made)
        return made
