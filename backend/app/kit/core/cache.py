"""Values that may be a few seconds old, and the words between processes that make them forgotten earlier."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlsplit

from redis.exceptions import RedisError

from app.kit.core.log import logger

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logger(__name__)
K = TypeVar("K")
V = TypeVar("V")
Heard = Callable[[str], Awaitable[None]]
RETRY_SECONDS = 1.0


class Cache(Generic[K, V]):
    """This process's copies, bounded in age and number."""

    def __init__(self, seconds: float, most: int = 10_000) -> None:
        self.seconds, self.most = seconds, most
        self._kept: dict[K, tuple[float, V]] = {}

    def get(self, key: K) -> V | None:
        """The value, unless it is too old or was never put."""
        found = self._kept.get(key)
        if found is None or found[0] < time.monotonic():
            return None
        return found[1]

    def put(self, key: K, value: V) -> None:
        """Keep it; a full cache starts again from nothing."""
        if len(self._kept) >= self.most:
            self._kept.clear()
        self._kept[key] = (time.monotonic() + self.seconds, value)

    def forget(self, key: K) -> None:
        """Drop one."""
        self._kept.pop(key, None)

    def forget_where(self, matches: Callable[[K, V], bool]) -> None:
        """Drop all that match."""
        for key in [k for k, (_, v) in self._kept.items() if matches(k, v)]:
            del self._kept[key]

    def clear(self) -> None:
        """Drop all."""
        self._kept.clear()


def channel(redis_url: str, name: str) -> str:
    """A Redis channel of this product: channels know no database number, so it is part of the name."""
    return f"groundwork:{urlsplit(redis_url).path.strip('/') or '0'}:{name}"


class Signals:
    """Short words to all API processes over Redis. Losing one costs seconds, never correctness: caches expire, sockets are re-checked."""

    def __init__(self, redis: "Redis", redis_url: str) -> None:
        self._redis, self._channel = redis, channel(redis_url, "signals")
        self._heard: dict[str, list[Heard]] = defaultdict(list)

    def on(self, topic: str, handler: Heard) -> None:
        """Call this with the text of each word about the topic."""
        self._heard[topic].append(handler)

    async def send(self, topic: str, text: str) -> None:
        """Tell this process at once and all others through Redis."""
        await self._hear(topic, text)
        with suppress(RedisError, OSError):
            await self._redis.publish(self._channel, f"{topic} {text}")

    async def _hear(self, topic: str, text: str) -> None:
        for handler in self._heard[topic]:
            try:
                await handler(text)
            except Exception:
                log.exception("signal_failed", topic=topic)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Hear what other processes say, as long as the block lasts; a lost connection is made again."""
        task = asyncio.create_task(self._listen())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _listen(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await pubsub.subscribe(self._channel)
                    while True:
                        message = await pubsub.get_message(timeout=5)
                        if message is not None:
                            topic, _, text = str(message["data"]).partition(" ")
                            await self._hear(topic, text)
            except (RedisError, OSError) as error:
                log.warning("signals_interrupted", error=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
