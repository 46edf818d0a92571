"""Who wants to hear of what, remembered: a change in an organisation without webhooks costs one look into a dictionary."""

import asyncio
import time
from collections.abc import Sequence
from uuid import UUID

from app.features.webhooks import queries
from app.kit.core.context import Context
from app.kit.core.signals import Signals
from app.kit.entity.happenings import covers

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
