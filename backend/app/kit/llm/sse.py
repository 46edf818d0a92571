"""Server-sent events as they come off the wire, to plain text payloads (WHATWG HTML, "event stream interpretation").

Own parser: an SDK builds an object per token, which costs more than the rest of our path together.
"""

from collections.abc import AsyncIterator

from app.kit.llm.port import ModelError

LONGEST = 1_000_000
"""Bytes of one event; more is not a protocol but an attack."""


async def payloads(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The `data` of each event; other fields and comments are skipped. Chunks may cut anywhere."""
    rest, data = b"", list[bytes]()
    async for chunk in chunks:
        *lines, rest = (rest + chunk).replace(b"\r\n", b"\n").split(b"\n")
        if len(rest) > LONGEST:
            raise ModelError("malformed")
        for line in lines:
            if line.startswith(b"data:"):
                data.append(line[5:].removeprefix(b" "))
            elif not line.strip() and data:
                yield b"\n".join(data)
                data = []
    if rest.startswith(b"data:"):
        data.append(rest[5:].removeprefix(b" "))
    if data:
        yield b"\n".join(data)
