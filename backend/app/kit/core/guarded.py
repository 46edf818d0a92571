"""The guard for libraries that bring an HTTP client of their own (httpx2): their requests leave through `Egress`, or not at all."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack

import httpx2

from app.kit.core.http import Egress, EgressFailed, EgressRefused, Limits

OURS = frozenset(("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "user-agent"))
"""Headers that belong to whoever makes the connection."""


class _Body(httpx2.AsyncByteStream):
    """A body that is still coming; closing it lets the connection go."""

    def __init__(self, chunks: AsyncIterator[bytes], until: AsyncExitStack) -> None:
        self._chunks, self._until = chunks, until

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._chunks:
            yield chunk

    async def aclose(self) -> None:
        await self._until.aclose()


class GuardedTransport(httpx2.AsyncBaseTransport):
    """A transport of httpx2 without sockets of its own. `fault` keeps what the guard said, where a library swallows it."""

    def __init__(self, egress: Egress, limits: Limits) -> None:
        self._egress, self._limits = egress, limits
        self.fault: EgressRefused | EgressFailed | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer of the other side. A stream that only listens (GET) is refused: nothing here waits for a server's own ideas."""
        if request.method == "GET":
            return httpx2.Response(405, request=request)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in OURS}
        until = AsyncExitStack()
        try:
            call = self._egress.stream(
                request.method, str(request.url), headers=headers, content=await request.aread(), limits=self._limits
            )
            answer = await until.enter_async_context(call)
        except (EgressRefused, EgressFailed) as fault:
            self.fault = fault
            raise httpx2.ConnectError(str(fault)) from fault
        return httpx2.Response(answer.status, headers=list(answer.headers.items()), stream=_Body(answer.chunks, until), request=request)


def guarded_client(transport: GuardedTransport, headers: Mapping[str, str]) -> httpx2.AsyncClient:
    """A client of httpx2 that has only this way out: no proxies of the environment, no redirects followed."""
    return httpx2.AsyncClient(transport=transport, headers=dict(headers), trust_env=False, follow_redirects=False)
