"""Rests that providers asked for (429 with Retry-After), known to all processes through Redis (docs/decisions/0034).

Nobody waits for Redis: a rest is told beside the call that learned of it, and looked for beside the preparation of the next turns.
Without Redis each process learns for itself.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.kit.core.log import logger
from app.kit.llm.health import Health
from app.kit.llm.sources import Account

log = logger(__name__)
LOOK_SECONDS = 0.5
"""How old what is known of the other processes may be when a line is made."""


class Rests:
    """This process's part of it."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._looked: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def watch(self, accounts: Sequence[tuple[Account, Health]]) -> None:
        """Learn beside what comes next which of these rest, and tell the others what is learned here."""
        now, names = time.monotonic(), {_place(account): health for account, health in accounts}
        for place, health in names.items():
            if health.told is None:
                health.told = lambda seconds, place=place: self._beside(self._tell(place, seconds))
        if any(now - self._looked.get(place, -LOOK_SECONDS) >= LOOK_SECONDS for place in names):
            self._looked |= dict.fromkeys(names, now)
            self._beside(self._look(names))

    async def forget(self, account: Account) -> None:
        """It is tried anew."""
        await _quietly(self._redis.delete(_place(account)))

    async def _tell(self, place: str, seconds: float) -> None:
        await self._redis.set(place, "1", px=max(1, round(seconds * 1000)))

    async def _look(self, names: dict[str, Health]) -> None:
        async with self._redis.pipeline(transaction=False) as asked:
            for place in names:
                asked.pttl(place)
            left = await asked.execute()
        for health, milliseconds in zip(names.values(), left, strict=True):
            if milliseconds > 0:
                health.rest(milliseconds / 1000)

    def _beside(self, work: Awaitable[None]) -> None:
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _quietly(work: Awaitable[Any]) -> None:
    try:
        await work
    except (RedisError, OSError) as error:
        log.warning("rests_not_shared", error=type(error).__name__)


def _place(account: Account) -> str:
    """Its key in Redis: another address or key is another account."""
    told = "\0".join((account.name, account.kind, account.base_url, account.api_key))
    return f"rest:{hashlib.sha256(told.encode()).hexdigest()[:32]}"
