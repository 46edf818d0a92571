"""Short words between the processes of the product, over Redis."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from redis.exceptions import RedisError

from app.kit.core.log import logger
from app.kit.core.tasks import beside

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logger(__name__)
Heard = Callable[[str], Awaitable[None]]
RETRY_SECONDS = 1.0
DEAF_SECONDS = 2.0
"""How long what was read is remembered where no word of a change arrives."""


def channel(redis_url: str, name: str) -> str:
    """A Redis channel of this product: channels know no database number, so it is part of the name."""
    return f"groundwork:{urlsplit(redis_url).path.strip('/') or '0'}:{name}"


class Signals:
    """Words to all API processes. Losing one costs seconds, never correctness: caches expire, sockets are re-checked."""

    def __init__(self, redis: "Redis", redis_url: str) -> None:
        self._redis, self._channel = redis, channel(redis_url, "signals")
        self._heard: dict[str, list[Heard]] = defaultdict(list)
        self.hears = False
        """Whether the words of others reach this process now: workers never listen, and a connection can be lost."""

    def remembers(self, seconds: float) -> float:
        """How long something may be remembered: `seconds` where only a word may be lost, less where none arrives."""
        return seconds if self.hears else min(seconds, DEAF_SECONDS)

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

    def listening(self) -> AbstractAsyncContextManager[None]:
        """Hear what other processes say, as long as the block lasts; a lost connection is made again."""
        return beside(self._listen())

    async def _listen(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await pubsub.subscribe(self._channel)
                    self.hears = True
                    while True:
                        message = await pubsub.get_message(timeout=5)
                        if message is not None:
                            topic, _, text = str(message["data"]).partition(" ")
                            await self._hear(topic, text)
            except (RedisError, OSError) as error:
                self.hears = False
                log.warning("signals_interrupted", error=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
