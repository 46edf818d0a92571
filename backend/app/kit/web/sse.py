"""Answers that take their time: server-sent events (WHATWG HTML §9.2), each with an `id:` so that a client which comes back says where
it stopped, and JSON that is known only later. Both leave the route's unit of work before they wait.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

HEARTBEAT_SECONDS = 15.0
"""Silence longer than this looks like a dead connection to proxies."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One event: what happened, its data, and the place in the stream."""

    kind: str
    data: dict[str, Any]
    id: str

    def encode(self) -> bytes:
        """As bytes of the stream; JSON holds no line end."""
        return b"id: %s\nevent: %s\ndata: %s\n\n" % (self.id.encode(), self.kind.encode(), orjson.dumps(self.data, default=str))


class Encoded(Protocol):
    """Something that can be sent."""

    def encode(self) -> bytes:
        """As bytes of the stream."""
        ...


class EventStream(StreamingResponse):
    """Events as they come, and a comment whenever none came for a while."""

    def __init__(self, events: AsyncIterator[Encoded]) -> None:
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        super().__init__(_beating(events), media_type="text/event-stream", headers=headers)


async def _beating(events: AsyncIterator[Encoded]) -> AsyncIterator[bytes]:
    source = aiter(events)
    coming = asyncio.ensure_future(anext(source, None))
    try:
        while True:
            done, _ = await asyncio.wait((coming,), timeout=HEARTBEAT_SECONDS)
            if not done:
                yield b": still here\n\n"
                continue
            event = coming.result()
            if event is None:
                return
            yield event.encode()
            coming = asyncio.ensure_future(anext(source, None))
    finally:
        coming.cancel()
        with suppress(asyncio.CancelledError, StopAsyncIteration):
            await coming


class Later(Response):
    """An answer that `make` gives once the transaction stands and no connection is held."""

    body_iterator = None
    """Tells the idempotency layer that there is no body to keep yet."""

    def __init__(self, make: Callable[[], Awaitable[Response]]) -> None:
        super().__init__()
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, then answer."""
        await (await self._make())(scope, receive, send)
