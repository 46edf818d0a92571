"""Rate limits that hold over all processes: counters in Redis, taken in blocks so that a request seldom pays for a round trip.

When Redis is down each process counts for itself (never open, never closed), and says so in the log.
"""

import asyncio
import time
from dataclasses import dataclass, field
from uuid import UUID

from redis.exceptions import RedisError

from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.errors import TooMany
from app.kit.core.log import logger

log = logger(__name__)
WINDOW = 60
BLOCK = 50


@dataclass(slots=True)
class _Lease:
    """A block of requests in one window. One of those who find it empty takes the next, the others wait for him: each taking a block of
    his own would use up the limit with a few requests at once."""

    window: int = 0
    left: int = 0
    spent: bool = False
    taking: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class _Leases:
    """What this process may still spend, per person or API key and window."""

    of: dict[tuple[UUID, UUID], _Lease] = field(default_factory=dict)


_leases = _Leases()


async def admit(kit: Kit, actor: Actor) -> None:
    """Spend one request of the minute of a person, or of an API key (each has its own), or raise TooMany with the seconds to wait."""
    if not actor.signed_in:
        return
    now = time.time()
    window = int(now // WINDOW)
    who = actor.api_key_id or actor.user_id
    key = (actor.org_id, who)
    lease = _leases.of.get(key)
    if lease is None or lease.window != window:
        if len(_leases.of) > 10_000:
            _leases.of.clear()
        lease = _leases.of[key] = _Lease(window)
    while lease.left <= 0:
        async with lease.taking:
            if lease.left <= 0:
                await _take(kit, lease, f"rate:{actor.org_id}:{who}:{window}", int(WINDOW - now % WINDOW) + 1)
    lease.left -= 1


async def _take(kit: Kit, lease: _Lease, key: str, rest: int) -> None:
    """The next block; `rest`: seconds until the window ends. Raises TooMany, without asking again once it was so."""
    limit = kit.settings.rate_limit_per_minute
    block = max(1, min(BLOCK, limit // 10))
    if not lease.spent:
        lease.spent = await count(kit, key, block, WINDOW) - block >= limit
    if lease.spent:
        raise TooMany(f"More than {limit} requests in a minute.", retry_after=rest)
    lease.left = block


_local: dict[str, tuple[float, int]] = {}


async def count(kit: Kit, key: str, step: int, seconds: int) -> int:
    """Add `step` to a counter that is forgotten after `seconds`; its new value. Without Redis: this process's own count."""
    try:
        pipe = kit.redis.pipeline(transaction=False)
        pipe.incrby(key, step)
        pipe.expire(key, seconds, nx=True)
        return int((await pipe.execute())[0])
    except (RedisError, OSError):
        log.warning("limit_counted_locally", key=key)
        until, used = _local.get(key, (time.time() + seconds, 0))
        if until < time.time():
            until, used = time.time() + seconds, 0
        if len(_local) > 10_000:
            _local.clear()
        _local[key] = (until, used + step)
        return used + step
