"""Sockets in tests: the product behind a real server on loopback, and a browser's connection to it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import socketio  # type: ignore[import-untyped]
import uvicorn

from app.kit.testing.product import Product

EVENTS = (
    "notification",
    "entity.changed",
    "operation.progress",
    "session.revoked",
    "message.delta",
    "message.completed",
    "approval.required",
    "approval.decided",
    "conversation.changed",
    "handovers.changed",
    "presence",
    "resync",
)
Heard = tuple[str, dict[str, Any]]


@asynccontextmanager
async def served(product: Product) -> AsyncIterator[str]:
    """The product (already started) on a free port; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(product.app, lifespan="off", log_config=None, timeout_graceful_shutdown=1))
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


@dataclass(slots=True)
class Listener:
    """One connected socket and what it has heard."""

    client: Any
    heard: list[Heard] = field(default_factory=list)

    async def subscribe(self, topic: str) -> dict[str, Any]:
        """Follow a topic; the server's answer."""
        answer: dict[str, Any] = await self.client.call("subscribe", {"topic": topic})
        return answer

    def of(self, event: str) -> list[dict[str, Any]]:
        """What came under this name."""
        return [data for name, data in self.heard if name == event]

    async def until(self, found: Callable[[list[Heard]], Any], seconds: float = 15.0) -> None:
        """Wait until what was heard satisfies `found`; TimeoutError otherwise."""
        async with asyncio.timeout(seconds):
            while not found(self.heard):
                await asyncio.sleep(0.01)

    async def gone(self, seconds: float = 15.0) -> None:
        """Wait until the server has closed the connection."""
        async with asyncio.timeout(seconds):
            while self.client.connected:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def listening(address: str, token: str | None, *topics: str, **options: Any) -> AsyncIterator[Listener]:
    """A socket signed in with this token that follows these topics. Raises socketio's ConnectionError when it is refused."""
    listener = Listener(socketio.AsyncClient(reconnection=False))
    for name in EVENTS:
        listener.client.on(name, lambda data, name=name: listener.heard.append((name, data)))
    await listener.client.connect(address, auth={"token": token} if token is not None else None, **{"transports": ["websocket"], **options})
    try:
        for topic in topics:
            answer = await listener.subscribe(topic)
            assert answer["ok"], answer
        yield listener
    finally:
        await listener.client.disconnect()
