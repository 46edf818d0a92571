"""What the rows of an organisation come to, remembered per process: asked for before every answer or at every change, changed seldom."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar
from uuid import UUID

from app.kit.core.context import Context, Kit
from app.kit.core.signals import Signals

T = TypeVar("T")
MOST = 10_000
"""Organisations remembered at once."""


class Remembered(Generic[T]):
    """Forgotten at once when somebody changes the rows, and after `principal_cache_seconds` where the word of it was lost."""

    def __init__(self, topic: str, read: Callable[[Context], Awaitable[T]]) -> None:
        """`topic`: of the signals by which processes tell one another of a change. `read` asks the database."""
        self._topic, self._read = topic, read
        self._known: dict[UUID, tuple[float, T]] = {}
        self._changes = 0

    async def of(self, ctx: Context) -> T:
        """Of the actor's organisation."""
        until, known = self._known.get(ctx.actor.org_id, (0.0, None))
        if known is not None and until > time.monotonic():
            return known
        before = self._changes
        read = await self._read(ctx)
        if before == self._changes:  # else what was read may be older than the change
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[ctx.actor.org_id] = (time.monotonic() + ctx.settings.principal_cache_seconds, read)
        return read

    async def forget(self, org: str) -> None:
        """Ask again."""
        self._changes += 1
        self._known.pop(UUID(org), None)

    async def forget_everywhere(self, ctx: Context) -> None:
        """In this process at once, in the others by a signal."""
        await ctx.use(Signals).send(self._topic, str(ctx.actor.org_id))

    @asynccontextmanager
    async def hearing(self, kit: Kit) -> AsyncIterator[None]:
        """As long as the process lives, it hears of changes, its own and those of others."""
        kit.use(Signals).on(self._topic, self.forget)
        yield
