"""A server on loopback that nobody may call: what reaches it is a leak."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Sink:
    """Where it listens, and the first lines of what it was asked."""

    url: str = ""
    asked: list[str] = field(default_factory=list)


@asynccontextmanager
async def sink() -> AsyncIterator[Sink]:
    """Listens as long as the block lasts."""
    hole = Sink()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hole.asked.append((await reader.readline()).decode("latin-1").strip()[:300] or "(a connection)")
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(swallow, "127.0.0.1", 0)
    hole.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield hole
