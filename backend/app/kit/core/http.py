"""The only way out: every outgoing HTTP call of the product is made here, behind one guard.

The guard sits where the socket is opened (httpcore's network backend), so the address that was checked is the address that is
connected to, while Host header, SNI and certificate check keep the original name: a name that resolves differently the second
time (DNS rebinding) gains nothing. Redirects are answers, never followed; proxy variables of the environment are ignored; bodies
are capped in bytes and in time. Hosts that the operator runs himself (a model server, an internal tracker) are let in by name and
port through `EGRESS_ALLOW`; tenants cannot add to it.
"""

import asyncio
import importlib
import ipaddress
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from app.kit.core.errors import AppError
from app.kit.core.gathering import Company, GatheringStream
from app.kit.core.settings import Settings
from app.kit.core.sockets import Sockets

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]

PORTS = frozenset({80, 443, 8080, 8443})
HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]+")
# RFC 4291 mapped and compatible, RFC 3056 6to4, RFC 4380 Teredo, RFC 6052/8215 NAT64: IPv4 in disguise.
DISGUISED = tuple(ipaddress.ip_network(n) for n in ("::ffff:0:0/96", "::/96", "2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48"))


class EgressRefused(AppError):
    """The guard does not let this address out: a fault of the request, never retried."""

    status, title = 422, "Address not allowed"


class EgressFailed(AppError):
    """The other side did not answer, or not within the limits."""

    status, title = 502, "Remote service failed"

    def __init__(self, detail: str = "", *, retry_after: int | None = None, transient: bool = True) -> None:
        super().__init__(detail, retry_after=retry_after)
        self.transient = transient


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of one call: seconds to connect, seconds between bytes, seconds in all, bytes of body."""

    connect: float = 5.0
    idle: float = 30.0
    total: float = 60.0
    body: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer whose body is still coming: read `chunks` once."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


def is_public(address: str) -> bool:
    """True for an address on the open internet, by IANA's registries and without IPv4 hidden in IPv6."""
    ip: Address = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address) and (ip.is_site_local or any(ip in net for net in DISGUISED)):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_link_local)


async def resolve(host: str, port: int) -> list[str]:
    """The system's resolver: all addresses of a name, in its order."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def load_resolver(path: str) -> Resolver:
    """`package.module:function`, the test seam of the setting EGRESS_RESOLVER."""
    module, _, name = path.partition(":")
    resolver: Resolver = getattr(importlib.import_module(module), name)
    return resolver


class _Guard(httpcore.AsyncNetworkBackend):
    """Opens sockets to checked addresses only."""

    def __init__(self, allow: frozenset[tuple[str, int]], resolver: Resolver, *, gather: bool) -> None:
        self._allow, self._resolver, self._inner, self._company = allow, resolver, Sockets(), Company() if gather else None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        error: Exception | None = None
        for address in await self.addresses(host, port):
            try:
                stream = await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
                return GatheringStream(stream, self._company) if self._company else stream
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error or httpcore.ConnectError(f"{host} has no address")

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        raise EgressRefused("unix sockets are not reachable")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    async def addresses(self, host: str, port: int) -> list[str]:
        """All of them, or none if one of them is private: half a public name is an attack."""
        try:
            found = await self._resolver(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved") from error
        if (host, port) not in self._allow and not all(is_public(a) for a in found):
            raise EgressRefused(f"{host} is not a public address")
        return found


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport over a pool whose sockets come from the guard."""

    def __init__(self, guard: _Guard) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=200,
            max_keepalive_connections=200,
            keepalive_expiry=30,
            network_backend=guard,
        )


class Egress:
    """A client for calls to the outside. Make one per process and purpose, close it at the end."""

    def __init__(self, allow: Iterable[str] = (), resolver: Resolver = resolve, *, gather: bool = False) -> None:
        """`allow` names `host:port` pairs that may be private and may use any port. `gather`: for answers that trickle (models)."""
        self._allow = frozenset(_pair(entry) for entry in allow)
        self._guard = _Guard(self._allow, resolver, gather=gather)
        self._client = httpx.AsyncClient(
            transport=_Transport(self._guard),
            trust_env=False,
            follow_redirects=False,
            headers={"accept-encoding": "identity", "user-agent": "Groundwork"},
        )

    @classmethod
    def of(cls, settings: Settings, *own: str, gather: bool = False) -> "Egress":
        """With the operator's EGRESS_ALLOW, and `own`: hosts that he named in another setting."""
        named = [entry for entry in settings.egress_allow.split(",") if entry.strip()]
        return cls([*named, *own], load_resolver(settings.egress_resolver) if settings.egress_resolver else resolve, gather=gather)

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        limits: Limits = Limits(),
        attempts: int = 1,
    ) -> Reply:
        """One whole answer. With `attempts` > 1 the caller says that repeating does no harm; 429 and 5xx are then tried again."""
        async for attempt in retrying(attempts):
            with attempt:
                async with self.stream(method, url, headers=headers, content=content, limits=limits) as answer:
                    body = b"".join([chunk async for chunk in answer.chunks])
                    if attempts > 1 and (answer.status == 429 or answer.status >= 500):
                        raise EgressFailed(f"answered {answer.status}", retry_after=retry_after(answer.headers))
                    return Reply(answer.status, answer.headers, body)
        raise AssertionError("unreachable: the last attempt returns or raises")

    @asynccontextmanager
    async def stream(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes | None = None, limits: Limits = Limits()
    ) -> AsyncIterator[Streamed]:
        """An answer as it arrives; raises `EgressRefused` before a byte leaves, `EgressFailed` when the other side fails."""
        target, deadline = self._checked(url), asyncio.get_running_loop().time() + limits.total
        timeout = httpx.Timeout(limits.idle, connect=limits.connect)
        request = self._client.build_request(method, target, headers=headers, content=content, timeout=timeout)
        async with _told(target.host, limits), asyncio.timeout_at(deadline):
            response = await self._client.send(request, stream=True)
        try:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise EgressFailed("answered with an encoding that was not asked for", transient=False)
            yield Streamed(response.status_code, response.headers, _capped(response, limits, deadline))
        finally:
            await response.aclose()

    async def check(self, url: str) -> None:
        """Whether the address could be called now, without calling it. Raises `EgressRefused`, or `EgressFailed` for a name unknown."""
        target = self._checked(url)
        try:
            await self._guard.addresses(target.raw_host.decode("ascii").lower(), target.port or (443 if target.scheme == "https" else 80))
        except httpcore.ConnectError as error:
            raise EgressFailed(str(error)) from error

    def host_of(self, url: str) -> str:
        """The host that a call of this address would go to, read by the parser that makes the call. Raises `EgressRefused`."""
        return self._checked(url).raw_host.decode("ascii").lower()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    def _checked(self, url: str) -> httpx.URL:
        """Parsed once; what is checked is what is called."""
        if re.search(r"[\s\\\x00-\x20\x7f]", url):
            raise EgressRefused("the address holds a character that no address holds")
        try:
            target = httpx.URL(url)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise EgressRefused("the address cannot be read") from error
        host, port = target.raw_host.decode("ascii").lower(), target.port or {"http": 80, "https": 443}.get(target.scheme, 0)
        if target.scheme not in ("http", "https") or target.userinfo or not HOST.fullmatch(host):
            raise EgressRefused("only http and https addresses without a user name are called")
        if (host, port) not in self._allow and port not in PORTS:
            raise EgressRefused(f"port {port} is not allowed")
        return target


def retrying(attempts: int) -> AsyncRetrying:
    """Try again after a transient failure: exponential wait with jitter, or as long as the other side asks (30 s at most)."""
    jitter = wait_random_exponential(multiplier=0.2, max=5)

    def wait(state: Any) -> float:
        error = state.outcome.exception()
        asked = error.retry_after if isinstance(error, AppError) else None
        return min(asked, 30) if asked is not None else jitter(state)

    return AsyncRetrying(
        stop=stop_after_attempt(attempts), wait=wait, reraise=True, retry=retry_if_exception(lambda e: getattr(e, "transient", False))
    )


def retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds of a Retry-After header (RFC 9110 §10.2.3); its date form is left to the jitter."""
    given = headers.get("retry-after", "")
    return int(given) if re.fullmatch(r"\d{1,6}", given) else None


@asynccontextmanager
async def _told(host: str, limits: Limits, late: asyncio.Event | None = None) -> AsyncIterator[None]:
    """Failures of the network in the product's own words. `late`: set when it was we who hung up."""
    try:
        yield
    except (TimeoutError, httpx.HTTPError, httpx.StreamError) as error:
        if isinstance(error, TimeoutError) or (late and late.is_set()):
            raise EgressFailed(f"{host}: no complete answer within {limits.total:g} s") from error
        raise EgressFailed(f"{host}: {_happened(error)}") from error


def _happened(error: Exception) -> str:
    """For a person: whether nobody was there, somebody was too slow, or he hung up."""
    if isinstance(error, httpx.ConnectError):
        return "nothing answers at this address and port, or its certificate does not hold"
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return "the connection broke off before the answer was whole"


async def _capped(response: httpx.Response, limits: Limits, deadline: float) -> AsyncIterator[bytes]:
    """The body within its limits. One clock for all of it: at the deadline it hangs up, whatever is being waited for."""
    size, late = 0, asyncio.Event()

    def hang_up() -> None:
        late.set()
        response.extensions["network_stream"].get_extra_info("transport").abort()

    clock = asyncio.get_running_loop().call_at(deadline, hang_up)
    try:
        async with _told(response.url.host, limits, late):
            async for chunk in response.aiter_raw():
                size += len(chunk)
                if size > limits.body:
                    raise EgressFailed(f"answered more than {limits.body} bytes", transient=False)
                yield chunk
            if late.is_set():  # a body without a length ends with the connection
                raise TimeoutError
    finally:
        clock.cancel()


def _pair(entry: str) -> tuple[str, int]:
    host, _, port = entry.strip().rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"EGRESS_ALLOW wants host:port, not {entry!r}")
    return host.strip("[]").lower(), int(port)
