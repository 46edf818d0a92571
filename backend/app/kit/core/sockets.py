"""Sockets for outgoing HTTP on asyncio's own streams (a network backend of httpcore).

httpcore's backend of AnyIO gives the loop away at every read and write and makes a cancel scope for each: with fifty answers that trickle
in, a tenth of all that an answer costs, and at every step of a request a place in the queue behind all others (docs/decisions/0033).
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpcore


class Socket(httpcore.AsyncNetworkStream):
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, beneath: "Socket | None" = None) -> None:
        """`beneath`: the plain connection that carries a safe one. asyncio hangs up once nobody holds its reader any more."""
        self._reader, self._writer, self._loop, self._beneath = reader, writer, asyncio.get_running_loop(), beneath

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has arrived, `max_bytes` at most; empty at the end. Raises ReadTimeout (the connection is of no use then), ReadError."""
        clock = None if timeout is None else self._loop.call_later(timeout, self._reader.set_exception, TimeoutError())
        try:
            return await self._reader.read(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout("nothing came") from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        finally:
            if clock is not None:
                clock.cancel()

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises WriteTimeout (the connection is of no use then), WriteError."""
        late = False

        def give_up() -> None:
            nonlocal late
            late = True
            self._writer.transport.abort()

        clock = None if timeout is None else self._loop.call_later(timeout, give_up)
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise (httpcore.WriteTimeout if late else httpcore.WriteError)(str(error)) from error
        finally:
            if clock is not None:
                clock.cancel()

    async def aclose(self) -> None:
        """At once; nobody is waited for."""
        self._writer.transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Raises ConnectTimeout, ConnectError."""
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        async with _connecting(timeout):
            try:
                transport = await self._loop.start_tls(
                    self._writer.transport, protocol, ssl_context, server_hostname=server_hostname, ssl_handshake_timeout=timeout
                )
            except BaseException:
                await self.aclose()
                raise
            if transport is None:
                raise ConnectionResetError("closed while it was made safe")
        protocol.connection_made(transport)
        return Socket(reader, asyncio.StreamWriter(transport, protocol, reader, self._loop), self)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks (`ssl_object`: which protocol was agreed on; `is_readable`: whether an idle one was closed), and the guard."""
        if info == "transport":  # for who must hang up
            return self._writer.transport
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        return self._writer.get_extra_info({"client_addr": "sockname", "server_addr": "peername"}.get(info, info))


class Sockets(httpcore.AsyncNetworkBackend):
    """Opens them."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises ConnectTimeout, ConnectError."""
        local = (local_address, 0) if local_address else None
        async with _connecting(timeout):
            reader, writer = await asyncio.open_connection(host, port, local_addr=local)
        for option in socket_options or ():
            writer.get_extra_info("socket").setsockopt(*option)
        return Socket(reader, writer)

    async def sleep(self, seconds: float) -> None:
        """For httpcore's own retries."""
        await asyncio.sleep(seconds)


@asynccontextmanager
async def _connecting(timeout: float | None) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(timeout):
            yield
    except TimeoutError as error:
        raise httpcore.ConnectTimeout("no connection in time") from error
    except OSError as error:  # also of TLS
        raise httpcore.ConnectError(str(error)) from error
