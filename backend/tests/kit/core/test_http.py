"""The egress guard against real sockets: what gets out, what does not, and that what was checked is what is connected to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from statistics import median

import pytest

from app.kit.core.http import Egress, EgressFailed, EgressRefused, Limits, is_public

Handler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def sink(handler: Handler) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A loopback server that records each request's head and lets `handler` write the answer bytes."""
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            seen.append(await reader.readuntil(b"\r\n\r\n"))
            await handler(seen[-1], writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], seen


async def hello(head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "fec0::1",
        "::ffff:8.8.8.8",
        "::8.8.8.8",
        "2002:7f00:1::",
        "2001:0:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "fe80::1%eth0",
    ],
)
def test_everything_else_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.0.0.1:8080/",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.1#@example.com/",
        "http://example.com\\@127.0.0.1/",
        "http://user:pass@example.com/",
        "http://exa mple.com/",
        "http://example.com\n.evil/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://example.com/",
        "data:text/plain,x",
        "http://example.com:22/",
        "http://example.com:6379/",
        "http:///x",
    ],
)
async def test_addresses_that_are_refused_before_a_byte_leaves(url: str) -> None:
    with pytest.raises(EgressRefused):
        await Egress().request("GET", url)


async def test_a_host_the_operator_named_is_reached_and_keeps_its_name() -> None:
    async def here(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async with sink(hello) as (port, seen):
        egress = Egress(allow=[f"tracker.internal:{port}"], resolver=here)
        reply = await egress.request("GET", f"http://tracker.internal:{port}/x")
        await egress.aclose()
    assert (reply.status, reply.body) == (200, b"hello")
    assert f"Host: tracker.internal:{port}".encode() in seen[0]


async def test_another_port_of_a_named_host_stays_closed() -> None:
    async with sink(hello) as (port, seen):
        with pytest.raises(EgressRefused):
            await Egress(allow=["127.0.0.1:1"]).request("GET", f"http://127.0.0.1:{port}/")
    assert seen == []


async def test_a_name_with_one_private_address_is_refused_and_looked_up_once() -> None:
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["8.8.8.8", "127.0.0.1"] if len(asked) == 1 else ["8.8.8.8"]

    with pytest.raises(EgressRefused):
        await Egress(resolver=rebinding).request("GET", "http://rebind.example/")
    assert asked == ["rebind.example"]


async def test_redirects_are_answers() -> None:
    async def away(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n")

    async with sink(away) as (port, seen):
        reply = await Egress(allow=[f"127.0.0.1:{port}"]).request("GET", f"http://127.0.0.1:{port}/")
    assert reply.status == 302
    assert len(seen) == 1


async def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    async with sink(hello) as (port, seen), sink(hello) as (proxy, stolen):
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy}")
        await Egress(allow=[f"127.0.0.1:{port}"]).request("GET", f"http://127.0.0.1:{port}/")
    assert (len(seen), len(stolen)) == (1, 0)


async def test_a_greedy_answer_is_cut_by_size() -> None:
    async def endless(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            writer.write(b"x" * 65536)
            await writer.drain()

    async with sink(endless) as (port, _):
        with pytest.raises(EgressFailed, match="more than"):
            await Egress(allow=[f"127.0.0.1:{port}"]).request("GET", f"http://127.0.0.1:{port}/", limits=Limits(body=100_000))


async def test_a_slow_answer_is_cut_by_time() -> None:
    async def drip(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with sink(drip) as (port, _):
        with pytest.raises(EgressFailed, match="within"):
            await Egress(allow=[f"127.0.0.1:{port}"]).request("GET", f"http://127.0.0.1:{port}/", limits=Limits(total=0.3))


async def test_what_went_wrong_on_the_way_is_said_in_words() -> None:
    async def rude(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc")

    async with sink(rude) as (port, _):
        with pytest.raises(EgressFailed, match="broke off"):
            await Egress(allow=[f"127.0.0.1:{port}"]).request("GET", f"http://127.0.0.1:{port}/")
    with pytest.raises(EgressFailed, match="nothing answers at this address"):
        await Egress(allow=[f"127.0.0.1:{port}"]).request("GET", f"http://127.0.0.1:{port}/")


async def test_a_compressed_answer_that_was_not_asked_for_is_refused() -> None:
    async def bomb(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc")

    async with sink(bomb) as (port, _):
        with pytest.raises(EgressFailed, match="encoding"):
            await Egress(allow=[f"127.0.0.1:{port}"]).request("GET", f"http://127.0.0.1:{port}/")


async def test_a_transient_failure_is_tried_again_when_the_caller_allows_it() -> None:
    heads: list[bytes] = []

    async def third_time(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        if len(heads) < 3:
            writer.write(b"HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n")
        else:
            await hello(head, writer)

    async with sink(third_time) as (port, _):
        egress = Egress(allow=[f"127.0.0.1:{port}"])
        assert (await egress.request("GET", f"http://127.0.0.1:{port}/", attempts=3)).status == 200
        heads.clear()
        assert (await egress.request("GET", f"http://127.0.0.1:{port}/")).status == 503


async def trickled(pieces: int, gap: float, *, gather: bool) -> tuple[list[float], bytes]:
    """When each piece of an answer was read, in seconds from the request; the whole body. The server sends one per `gap`."""

    async def trickle(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
        for n in range(pieces):
            writer.write(b"%04d" % n)
            await writer.drain()
            await asyncio.sleep(gap)

    async with sink(trickle) as (port, _):
        egress, loop = Egress([f"127.0.0.1:{port}"], gather=gather), asyncio.get_running_loop()
        read, whole, began = list[float](), b"", loop.time()
        async with egress.stream("GET", f"http://127.0.0.1:{port}/") as answer:
            async for chunk in answer.chunks:
                read.append(loop.time() - began)
                whole += chunk
        await egress.aclose()
    return read, whole


async def test_a_trickle_is_read_in_company_and_its_beginning_at_once() -> None:
    plain, _ = await trickled(100, 0.01, gather=False)
    read, whole = await trickled(100, 0.01, gather=True)
    assert whole == b"".join(b"%04d" % n for n in range(100))
    assert len(read) < len(plain) / 2
    assert read[0] < plain[0] + 0.05 and median(later - sooner for sooner, later in pairwise(read[5:-1])) > 0.04


async def test_a_large_answer_is_not_held_up_by_reading_in_company() -> None:
    async def much(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 8000000\r\n\r\n" + b"x" * 8_000_000)

    async with sink(much) as (port, _):
        egress = Egress([f"127.0.0.1:{port}"], gather=True)
        async with asyncio.timeout(5):  # 8 MB in reads of 64 kB, each 80 ms apart, would take ten seconds
            assert len((await egress.request("GET", f"http://127.0.0.1:{port}/")).body) == 8_000_000
        await egress.aclose()
