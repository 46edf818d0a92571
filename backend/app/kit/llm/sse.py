"""Streams as they come off the wire, to the payload of each event: server-sent events and lines of JSON.

Own parser: an SDK builds an object per token, which costs more than the rest of our path together. It is fed by chunk and not by
event: what arrived together is read together.
"""

from typing import Protocol

from app.kit.llm.port import ModelError

LONGEST = 1_000_000
"""Bytes of one event; more is not a protocol but an attack."""


class Framing(Protocol):
    """Cuts one stream into payloads. Chunks may cut anywhere. Raises ModelError("malformed") for an event without end."""

    def feed(self, chunk: bytes) -> list[bytes]:
        """The payloads that this chunk completes."""
        ...

    def end(self) -> list[bytes]:
        """What is left when the stream has ended."""
        ...


class Lines:
    """Each line without its end, also a last one that has none (ndjson.org)."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> list[bytes]:
        """See Framing. Pieces of a line are joined once, when it ends: a long one that drips costs no more than one that comes whole."""
        *whole, last = chunk.split(b"\n")
        if whole:
            whole[0] = b"".join((*self._rest, whole[0]))
            self._rest, self._size = [], 0
        if last:
            self._rest.append(last)
            self._size += len(last)
        if self._size > LONGEST:
            raise ModelError("malformed")
        return [line.removesuffix(b"\r") for line in whole]

    def end(self) -> list[bytes]:
        """See Framing."""
        return [b"".join(self._rest).removesuffix(b"\r")] if self._rest else []


class Records:
    """Lines of JSON; empty ones are skipped."""

    def __init__(self) -> None:
        self._lines = Lines()

    def feed(self, chunk: bytes) -> list[bytes]:
        """See Framing."""
        return [line for line in self._lines.feed(chunk) if line.strip()]

    def end(self) -> list[bytes]:
        """See Framing."""
        return [line for line in self._lines.end() if line.strip()]


class Payloads:
    """The `data` of each event (WHATWG HTML, "event stream interpretation"); other fields and comments are skipped."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> list[bytes]:
        """See Framing."""
        return [event for line in self._lines.feed(chunk) if (event := self._read(line)) is not None]

    def end(self) -> list[bytes]:
        """See Framing."""
        return [event for line in (*self._lines.end(), b"") if (event := self._read(line)) is not None]

    def _read(self, line: bytes) -> bytes | None:
        """The event that ends with this line."""
        if line.startswith(b"data:"):
            self._data.append(line[5:].removeprefix(b" "))
            self._size += len(line)
            if self._size > LONGEST:
                raise ModelError("malformed")
        elif not line and self._data:
            whole, self._data, self._size = b"\n".join(self._data), [], 0
            return whole
        return None
