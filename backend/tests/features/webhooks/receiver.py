"""Somebody who receives webhooks: a real HTTP server that checks signatures by the text of the standard, not by our code."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Set `plan` before: raw answers in turn (status line, headers); the last one stays. `gap` seconds pass before each."""

    port: int = 0
    plan: list[str] = field(default_factory=lambda: ["200 OK"])
    body: str = "thanks"
    gap: float = 0
    seen: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.seen.append(Received(head[0].split(" ")[1], headers, body))
            await asyncio.sleep(self.gap)
            step = self.plan.pop(0) if len(self.plan) > 1 else self.plan[0]
            answer = f"HTTP/1.1 {step}\r\ncontent-length: {len(self.body)}\r\nconnection: close\r\n\r\n{self.body}"
            writer.write(answer.encode())
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """On a free loopback port."""
    made = Receiver()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


def genuine(secret: str, got: Received) -> bool:
    """Standard Webhooks 1.0.0: base64(HMAC-SHA256(base64-decoded key, "id.timestamp.body")) among the space-separated `v1,…`."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    mark = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return mark in got.headers["webhook-signature"].split(" ")
