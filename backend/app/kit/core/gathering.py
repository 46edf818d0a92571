"""Connections that are read in company: what trickles in within a moment is read at once.

A model sends a few bytes per token; with fifty answers at a time the reads, and all that each one sets in motion, are most of what an
answer costs. The first reads after a pause wait for nothing, so neither a head nor a first word comes later; only a steady trickle is
read at most once per `SECONDS`, and seldomer when so many trickle that all reads together would come to more than `PER_SECOND`: the
first words of others go before. A reader that falls behind (much came with one read) is not held up.
"""

import asyncio
import ssl

import httpcore

SECONDS = 0.08
PER_SECOND = 200
"""Of all connections of one company, behind their first words."""
BURST = 4
"""Reads after a pause that wait for nothing: the head, what opens a stream, the first words."""
MUCH = 4_096
"""Bytes of one read behind which more may lie."""


class Company:
    """The turns in which the connections of one client are read."""

    def __init__(self) -> None:
        self._free = 0.0

    def turn(self, now: float) -> float:
        """When the next one may read, on the loop's clock. It waits for at most one read of each of the others."""
        self._free = max(self._free, now) + 1 / PER_SECOND
        return self._free


class GatheringStream(httpcore.AsyncNetworkStream):
    """Around another stream."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, company: Company) -> None:
        self._inner, self._company = inner, company
        self._due, self._much = 0.0, False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The bytes that have arrived, `max_bytes` at most; `timeout` (seconds) counts from when they are waited for."""
        now = asyncio.get_running_loop().time()
        self._due = max(self._due + SECONDS, now - BURST * SECONDS)
        if self._due > now and not self._much:
            await asyncio.sleep(max(self._due, self._company.turn(now)) - now)
        data = await self._inner.read(max_bytes, timeout)
        self._much = len(data) >= min(MUCH, max_bytes)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As the inner stream's."""
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        """As the inner stream's."""
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """The handshake is not held up; what is read behind it is."""
        return GatheringStream(await self._inner.start_tls(ssl_context, server_hostname, timeout), self._company)

    def get_extra_info(self, info: str) -> object:
        """As the inner stream's."""
        return self._inner.get_extra_info(info)
