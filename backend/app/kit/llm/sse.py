"""Streams as they come off the wire, to the payload of each event: server-sent events and lines of JSON.

Own parser: an SDK builds an object per token, which costs more than the rest of our path together.
"""

from collections.abc import AsyncIterator

from app.kit.llm.port import ModelError

LONGEST = 1_000_000
"""Bytes of one event; more is not a protocol but an attack."""


async def lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Each line without its end, also a last one that has none (ndjson.org). Chunks may cut anywhere."""
    rest = b""
    async for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        if len(rest) > LONGEST:
            raise ModelError("malformed")
        for line in whole:
            yield line.removesuffix(b"\r")
    if rest:
        yield rest.removesuffix(b"\r")


async def payloads(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The `data` of each event (WHATWG HTML, "event stream interpretation"); other fields and comments are skipped."""
    data, size = list[bytes](), 0
    async for line in lines(chunks):
        if line.startswith(b"data:"):
            data.append(line[5:].removeprefix(b" "))
            size += len(line)
            if size > LONGEST:
                raise ModelError("malformed")
        elif not line and data:
            yield b"\n".join(data)
            data, size = [], 0
    if data:
        yield b"\n".join(data)


async def records(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Lines of JSON; empty ones are skipped."""
    async for line in lines(chunks):
        if line.strip():
            yield line
