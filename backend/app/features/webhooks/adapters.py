"""Who wants to hear of what, remembered: a change in an organisation without webhooks costs one look into a dictionary. Callbacks."""

import asyncio
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
from app.kit.core.remembered import Remembered
from app.kit.core.signature import PREFIX
from app.kit.entity.happenings import covers
from app.kit.jobs.callbacks import Called

Listening = tuple[tuple[UUID, tuple[str, ...]], ...]


class Listeners(Remembered[Listening]):
    """Who wants what, of each organisation."""

    def __init__(self) -> None:
        super().__init__("webhooks", _enabled)
        self.news = asyncio.Event()
        """Something was written for somebody: this process's courier looks at once, the others with their next look."""

    async def wanting(self, ctx: Context, event: str) -> Sequence[UUID]:
        """The webhooks of the actor's organisation that want this event."""
        return [id for id, events in await self.of(ctx) if covers(events, event)]

    async def wake(self) -> None:
        """Ring this process's courier, if it has one."""
        self.news.set()


async def _enabled(ctx: Context) -> Listening:
    return tuple((id, tuple(events)) for id, events in await ctx.db.execute(queries.enabled()))


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
