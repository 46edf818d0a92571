"""How many turns of one organisation are at work over all processes: slots in Redis, each with a lease (docs/decisions/0034).

Asking goes beside the preparation of the turn and costs one trip to Redis while there is room. Between processes the turn that is due
first gets a free slot. Without Redis each process counts for itself.
"""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any
from uuid import UUID

from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.kit.core.ids import new_id
from app.kit.core.log import logger

log = logger(__name__)
ANSWER_SECONDS = 0.5
"""How long Redis may take; then the process goes on by itself, for a while without asking."""
AWAY_SECONDS = 5.0
PATIENCE = 2.0
"""Seconds after which a turn that has not asked again does not wait any more."""

TAKE = f"""
local t = redis.call('time')
local now, me = t[1] + t[2] / 1000000, ARGV[1]
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
redis.call('zremrangebyscore', KEYS[2], '-inf', now - {PATIENCE})
local free = tonumber(ARGV[2]) - redis.call('zcard', KEYS[1])
if free > 0 then
  for _, other in ipairs(redis.call('zrange', KEYS[2], 0, -1)) do
    if other < me then free = free - 1 end
  end
end
local taken = free > 0
redis.call('zrem', KEYS[taken and 2 or 1], me)
redis.call('zadd', KEYS[taken and 1 or 2], taken and now + tonumber(ARGV[3]) or now, me)
redis.call('expire', KEYS[1], math.ceil(ARGV[3]) + 1)
redis.call('expire', KEYS[2], {PATIENCE:.0f} + 1)
return taken and 1 or 0
"""


class Fleet:
    """This process's part of it. `each`: turns of one organisation at once; `lease`: seconds that a dead process keeps its slots."""

    def __init__(self, redis: "Redis", each: int, lease: float) -> None:
        self._redis, self._each, self._lease = redis, each, lease
        self._script = redis.register_script(TAKE)
        self._held: dict[str, UUID] = {}
        self._away = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self._renewing: asyncio.Task[None] | None = None

    @staticmethod
    def name(due: float) -> str:
        """Of a turn that is due then (Unix time): names sort by it."""
        return f"{due:015.3f}:{new_id()}"

    async def take(self, org: UUID, name: str) -> bool:
        """Whether it has a slot now; where not, it waits in line as long as it asks again. True when nobody can tell."""
        if time.monotonic() < self._away:
            return True
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                taken = await self._script(keys=_keys(org), args=[name, self._each, self._lease])
        except (RedisError, OSError, TimeoutError) as error:
            self._away = time.monotonic() + AWAY_SECONDS
            log.warning("turns_counted_alone", error=type(error).__name__)
            return True
        if taken:
            self._held[name] = org
            if self._renewing is None:
                self._renewing = asyncio.create_task(self._renew())
        return bool(taken)

    def leave(self, org: UUID, name: str) -> None:
        """It is done, or has given up; nobody waits for that to be written."""
        self._held.pop(name, None)
        self._beside(self._gone(org, name))

    async def _gone(self, org: UUID, name: str) -> None:
        for key in _keys(org):
            await self._redis.zrem(key, name)

    async def _renew(self) -> None:
        """As long as anything is held: also what a Redis that began anew has forgotten."""
        while self._held:
            await asyncio.sleep(self._lease / 3)
            until = time.time() + self._lease
            try:
                for name, org in list(self._held.items()):
                    await self._redis.zadd(_keys(org)[0], {name: until})
                    await self._redis.expire(_keys(org)[0], int(self._lease) + 2)
            except (RedisError, OSError) as error:
                log.warning("slots_not_renewed", error=type(error).__name__)
        self._renewing = None

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        async def quiet() -> None:
            try:
                await work
            except (RedisError, OSError) as error:
                log.warning("slot_not_given_back", error=type(error).__name__)  # its lease ends

        task = asyncio.create_task(quiet())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _keys(org: UUID) -> list[str]:
    return [f"turns:{{{org}}}", f"turns:{{{org}}}:waiting"]
