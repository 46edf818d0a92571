"""Addresses that come with a request: an unlisted webhook of whoever asks, so that its messages travel like all others."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.features.webhooks import queries
from app.features.webhooks.adapters import Listeners
from app.features.webhooks.models import Webhook, WebhookDelivery
from app.features.webhooks.service.webhooks import place, reachable
from app.kit.core.context import Context
from app.kit.core.crypto import derived, encrypt
from app.kit.core.ids import new_id
from app.kit.core.signature import PREFIX
from app.kit.jobs.callbacks import Called


class CallbackDesk:
    """The port `Callbacks`."""

    async def check(self, ctx: Context, url: str) -> None:
        """See `Callbacks`."""
        await reachable(ctx.settings, url, "callback_url")

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
