"""Answers that take their time: server-sent events (WHATWG HTML §9.2), each with an `id:` so that a client which comes back says where
it stopped, and JSON that is known only later. Both leave the route's unit of work before they wait.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from app.kit.core.tasks import beside

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
        super().__init__(_encoded(events), media_type="text/event-stream", headers=headers)

    async def stream_response(self, send: Send) -> None:
        """Events go straight from where they are said to the client; a clock of its own looks whether the stream is silent."""
        beat = _Beat(send)
        async with beside(beat.go_on()):
            await super().stream_response(beat.send)


async def _encoded(events: AsyncIterator[Encoded]) -> AsyncIterator[bytes]:
    async for event in events:
        yield event.encode()


class _Beat:
    """Says that it is still here."""

    def __init__(self, send: Send) -> None:
        self._send, self._heard = send, False

    async def send(self, message: Message) -> None:
        """Of the stream itself."""
        self._heard = True
        await self._send(message)

    async def go_on(self) -> None:
        """As long as the stream does."""
        while True:
            self._heard = False
            await asyncio.sleep(HEARTBEAT_SECONDS / 2)
            if not self._heard:
                await self._send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})


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
