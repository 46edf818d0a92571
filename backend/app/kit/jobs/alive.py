"""A sign of life of workers, for the readiness check."""

from contextlib import suppress

from redis.exceptions import RedisError

from app.kit.core.context import Kit

KEY = "worker:alive"
SECONDS = 30


async def say_alive(kit: Kit) -> None:
    """A worker of this product did something just now."""
    with suppress(RedisError, OSError):
        await kit.redis.set(KEY, "1", ex=SECONDS)


async def worker(kit: Kit) -> str:
    """Readiness: scheduler, queue and worker have shown life in the last seconds."""
    if not await kit.redis.exists(KEY):
        raise LookupError("no worker has reported")
    return ""
