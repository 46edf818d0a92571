"""What rows come to that are asked for before every answer or at every change and change seldom, remembered per process."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit
from app.kit.core.signals import Signals

T = TypeVar("T")
MOST = 10_000
"""Answers remembered at once."""


def of_org(actor: Actor) -> str:
    """What is the same for a whole organisation."""
    return str(actor.org_id)


class Remembered(Generic[T]):
    """Forgotten at once when somebody changes the rows, after `principal_cache_seconds` where the word of it was lost, and after two
    seconds in a process that no word reaches (a worker; while Redis is away)."""

    def __init__(self, topic: str, read: Callable[[Context], Awaitable[T]], whose: Callable[[Actor], str] = of_org) -> None:
        """`topic`: of the signals by which processes tell one another of a change. `read` asks the database, `whose` names whom the
        answer holds for."""
        self._topic, self._read, self._whose = topic, read, whose
        self._known: dict[str, tuple[float, T]] = {}
        self._changes = 0

    async def of(self, ctx: Context) -> T:
        """For the actor."""
        whose = self._whose(ctx.actor)
        found = self._known.get(whose)
        if found is not None and found[0] > time.monotonic():
            return found[1]
        before = self._changes
        read = await self._read(ctx)
        if before == self._changes:  # else what was read may be older than the change
            if len(self._known) >= MOST:
                self._known.clear()
            seconds = ctx.use(Signals).remembers(ctx.settings.principal_cache_seconds)
            self._known[whose] = (time.monotonic() + seconds, read)
        return read

    async def forget(self, whose: str) -> None:
        """Ask again."""
        self._changes += 1
        self._known.pop(whose, None)

    async def forget_everywhere(self, ctx: Context, actor: Actor | None = None) -> None:
        """In this process at once, in the others by a signal. `actor`: whose, when not the one who acts."""
        await ctx.use(Signals).send(self._topic, self._whose(actor or ctx.actor))

    def hear(self, kit: Kit) -> None:
        """From now on it hears of changes, its own process's and those of others."""
        kit.use(Signals).on(self._topic, self.forget)

    @classmethod
    @asynccontextmanager
    async def hearing(cls, kit: Kit) -> AsyncIterator[None]:
        """The same for the port of this kind, as one of a module's `Lives`."""
        kit.use(cls).hear(kit)
        yield
