"""The Redis manager of Socket.IO, for a busy product: messages leave in pipelines, and it is back a second after Redis is."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

import socketio  # type: ignore[import-untyped]
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.kit.core.log import logger
from app.kit.core.signals import RETRY_SECONDS, channel
from app.kit.core.tasks import end
from app.kit.core.tell import moment

log = logger(__name__)
OUTBOX = 10_000
"""Messages kept while Redis is away; older ones are dropped first."""
BATCH = 200


class Outbox:
    """A bounded queue with one task that empties it; both live in the loop of the first use."""

    def __init__(self, empty: Callable[[], Any]) -> None:
        self.waiting: deque[Any] = deque(maxlen=OUTBOX)
        self._empty = empty
        self._task: asyncio.Task[None] | None = None

    def put(self, item: Any) -> None:
        """Queue it and make sure that somebody is working."""
        self.waiting.append(item)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._empty())

    async def settle(self) -> None:
        """Until it is empty."""
        if self._task is not None:
            await self._task

    async def stop(self) -> None:
        """Give up what is left."""
        self.waiting.clear()
        if self._task is not None:
            await end(self._task)


class Manager(socketio.AsyncRedisManager):  # type: ignore[misc]
    """Speaks to the Socket.IO servers of all processes."""

    def __init__(self, url: str, *, write_only: bool = False) -> None:
        super().__init__(url, channel=channel(url, "live"), write_only=write_only)
        self._redis = Redis.from_url(url, socket_timeout=5, socket_connect_timeout=3, decode_responses=True)
        self.outbox = Outbox(self._send)

    def listen(self) -> None:
        """Hear the other processes from now on, not only from the first client on."""
        self.server.manager_initialized = True
        self.initialize()

    async def aclose(self) -> None:
        """Stop listening and sending, close the connections."""
        if (listener := getattr(self, "thread", None)) is not None:
            await end(listener)
        await self.outbox.stop()
        await self._redis.aclose()

    async def _publish(self, data: dict[str, Any]) -> None:
        self.outbox.put(json.dumps(data))

    async def _send(self) -> None:
        waiting = self.outbox.waiting
        while waiting:
            batch = [waiting.popleft() for _ in range(min(BATCH, len(waiting)))]
            try:
                pipe = self._redis.pipeline(transaction=False)
                for message in batch:
                    pipe.publish(self.channel, message)
                await pipe.execute()
            except (RedisError, OSError) as error:
                log.warning("live_not_sent", error=type(error).__name__, waiting=len(batch) + len(waiting))
                waiting.extendleft(reversed(batch))
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> AsyncIterator[str]:
        missed = False
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await pubsub.subscribe(self.channel)
                    if missed:  # what other processes said meanwhile is lost: whoever listens here reads again
                        await socketio.AsyncManager.emit(self, "resync", moment(), "/")
                    while True:
                        message = await pubsub.get_message(timeout=5)
                        if message is not None:
                            yield message["data"]
            except (RedisError, OSError) as error:
                log.warning("live_interrupted", error=type(error).__name__)
                missed = True
                await asyncio.sleep(RETRY_SECONDS)
