"""The HTTP side of a stand-in: real sockets, so that it can drip, fall silent and reset the connection."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal, Protocol

LEAK = "sk-leak-123"
"""Stands in every error body: no error or log of ours may show it."""


@dataclass(frozen=True)
class Answer:
    """What is answered to one request."""

    text: Sequence[str] = ()
    calls: Sequence[tuple[str, str, str]] = ()
    """Id, name, arguments as JSON text; sent in fragments where the protocol does that."""
    usage: tuple[int, int] = (7, 3)
    finish: Literal["stop", "length", "filtered"] = "stop"
    thoughts: str = ""
    """Said before the answer, sealed with `seal` where the protocol does that."""
    end: Literal["whole", "early", "reset", "silence", "garbage", "huge", "busy", "error"] = "whole"
    """What happens after the text: all that belongs there, or a polite end too early, a TCP reset, nothing any more, bytes that are
    not in the protocol, an event without end, or the protocol's own error inside the stream (overloaded, or a fault)."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    """Instead of the protocol's usual error body."""
    gap: float = 0
    """Seconds before each event."""


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


class Speech(Protocol):
    """A protocol, one module each."""

    BASE: str
    KIND: str
    GARBAGE: bytes
    HUGE: bytes

    def frames(self, answer: Answer) -> tuple[list[bytes], list[bytes]]:
        """Up to the end of the text, and what belongs after it."""

    def fault(self, busy: bool) -> bytes: ...
    def whole(self, answer: Answer) -> dict[str, Any]: ...
    def refusal(self, status: int, body: str) -> dict[str, Any]: ...
    def other(self, path: str) -> dict[str, Any] | None: ...
    def streams(self, path: str, body: dict[str, Any]) -> bool: ...


@dataclass
class Standin:
    """Set `plan` before a call."""

    speech: Any
    url: str = ""
    plan: list[Answer] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """The other side has closed a stream before its end."""
    connections: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, for as many requests as it brings."""
        self.connections += 1
        try:
            while (asked := await _request(reader)) and await self._answered(asked, reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            self.left.set()
        finally:
            writer.close()

    async def _answered(self, asked: Seen, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """False when the connection is over."""
        if (found := self.speech.other(asked.path)) is not None and (not self.plan or self.plan[0].status == 200):
            await _whole(writer, 200, {}, found)
            return True
        if found is None:
            self.seen.append(asked)
        answer = self.plan.pop(0) if len(self.plan) > 1 else self.plan[0]
        if answer.status != 200:
            await _whole(writer, answer.status, answer.headers, self.speech.refusal(answer.status, answer.body))
        elif not self.speech.streams(asked.path, asked.body):
            await _whole(writer, 200, {}, self.speech.whole(answer))
        else:
            return await self._streamed(answer, reader, writer)
        return True

    async def _streamed(self, answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        writer.write(f"HTTP/1.1 200 OK\r\ncontent-type: {self.speech.KIND}\r\ntransfer-encoding: chunked\r\n\r\n".encode())
        gone = asyncio.create_task(reader.read(1))
        before, after = self.speech.frames(answer)
        match answer.end:
            case "garbage":
                after = [self.speech.GARBAGE]
            case "huge":
                after = [self.speech.HUGE]
            case "busy" | "error":
                after = [self.speech.fault(answer.end == "busy")]
            case "early" | "reset" | "silence":
                after = []
        for frame in [*before, *after]:
            if gone in (await asyncio.wait([gone], timeout=answer.gap or 0.001))[0]:
                self.left.set()
                return False
            writer.write(b"%x\r\n%b\r\n" % (len(frame), frame))
            await writer.drain()
        if answer.end == "reset":
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            gone.cancel()
            return False
        if answer.end == "silence":
            await gone
            self.left.set()
            return False
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True


@asynccontextmanager
async def standin(name: Literal["openai", "anthropic", "google", "ollama"]) -> AsyncIterator[Standin]:
    """On a free loopback port for the length of a test."""
    there = Standin(import_module(f"tests.kit.llm.standins.{name}"))
    tasks: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        with suppress(asyncio.CancelledError):
            await there.serve(reader, writer)

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    there.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{there.speech.BASE}"
    try:
        yield there
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Seen | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Seen(method, path, headers, json.loads(body) if body else None)


async def _whole(writer: asyncio.StreamWriter, status: int, headers: Mapping[str, str], body: dict[str, Any]) -> None:
    content = json.dumps(body).encode()
    lines = {"content-type": "application/json", "content-length": str(len(content)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    writer.write(f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + content)
    await writer.drain()


def pieces(text: str, size: int = 5) -> list[str]:
    """Fragments of a text."""
    return [text[start : start + size] for start in range(0, len(text), size)]
