"""Tools that go out: only where a rule says, through the guard, within limits."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest
from pydantic import ValidationError

from app.kit.agent.preview import proposal_of
from app.kit.core.access import Actor
from app.kit.core.errors import Forbidden
from app.kit.core.http import EgressFailed, EgressRefused
from app.kit.testing import started
from app.kit.tools.fetch import readable
from app.kit.tools.http import granted
from app.kit.tools.offered import BUILT_INS
from app.kit.tools.tool import Hands

PAGE = b"<html><head><title>Hi</title><script>x()</script></head><body><p>One<p>Two <b>three</b><script>steal()</script></body></html>"


class Site:
    """A server on this machine that answers what a path says."""

    port = 0
    seen: list[bytes]

    def __init__(self) -> None:
        self.seen = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.seen.append(head)
        path = head.split(b" ")[1]
        try:
            if path == b"/page":
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n" + PAGE)
            elif path == b"/moved":
                writer.write(b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/latest\r\ncontent-length: 0\r\n\r\n")
            elif path == b"/endless":
                writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
                while True:
                    writer.write(b"x" * 65_536)
                    await writer.drain()
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    server.close()


@pytest.fixture
async def hands(site: Site, tmp_path: Path) -> AsyncIterator[Hands]:
    async with started(tmp_path, egress_allow=f"127.0.0.1:{site.port}") as product:
        yield Hands(product.kit, Actor(), hosts=("127.0.0.1", "*.example.com"))


async def use(hands: Hands, tool: str, **args: Any) -> Any:
    return orjson.loads(await BUILT_INS[tool].call(hands, args))


async def test_a_page_is_read_as_text(hands: Hands, site: Site) -> None:
    got = await use(hands, "fetch_page", url=f"http://127.0.0.1:{site.port}/page")
    assert (got["status"], got["title"], got["text"].split()) == (200, "Hi", ["One", "Two", "three"])


async def test_redirects_are_answers(hands: Hands, site: Site) -> None:
    got = await use(hands, "http_get", url=f"http://127.0.0.1:{site.port}/moved")
    assert (got["status"], got["location"]) == (302, "http://169.254.169.254/latest") and len(site.seen) == 1


async def test_an_endless_answer_is_cut(hands: Hands, site: Site) -> None:
    got = await use(hands, "http_get", url=f"http://127.0.0.1:{site.port}/endless")
    assert got["cut"] and len(got["body"]) == 100_000


async def test_what_was_sent_arrives_as_it_was(hands: Hands, site: Site) -> None:
    await use(hands, "http_request", url=f"http://127.0.0.1:{site.port}/page", method="PUT", headers={"X-Kind": "a b"}, body="héllo")
    assert site.seen[0].startswith(b"PUT /page") and b"x-kind: a b" in site.seen[0].lower() and b"content-length: 6" in site.seen[0].lower()


@pytest.mark.parametrize("url", [
    "http://evil.example.org/", "http://example.com/", "http://127.0.0.1.evil.org/", "https://example.com.evil.org/", "http://notexample.com/",
])  # fmt: skip
async def test_only_hosts_of_the_rule(hands: Hands, site: Site, url: str) -> None:
    with pytest.raises(Forbidden, match="may not reach"):
        await use(hands, "http_get", url=url)


@pytest.mark.parametrize("url", [
    "http://127.0.0.1@evil.org/", "http://user:pw@127.0.0.1/", "http://127.0.0.1\\@evil.org/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://127.0.0.1:6379/",
    "http://127.0.0.1/\r\nX: y", "http://a b/", "//127.0.0.1/", "nonsense",
])  # fmt: skip
async def test_addresses_that_are_tricks(hands: Hands, site: Site, url: str) -> None:
    with pytest.raises((EgressRefused, EgressFailed, Forbidden)):
        await use(hands, "http_get", url=url)
    assert site.seen == []


async def test_without_a_rule_nothing_is_reached(hands: Hands, site: Site) -> None:
    bare = Hands(hands.kit, hands.actor)
    for tool in ("http_get", "http_request", "fetch_page"):
        with pytest.raises(Forbidden, match="granted to it: none"):
            await use(bare, tool, url=f"http://127.0.0.1:{site.port}/page")
    assert site.seen == []


async def test_what_could_never_be_sent_is_not_even_proposed(hands: Hands, site: Site) -> None:
    tool, given = BUILT_INS["http_request"], {"url": f"http://127.0.0.1:{site.port}/page"}
    ann = Actor(user_id=uuid4())
    with pytest.raises(Forbidden, match="granted to it: none"):
        await proposal_of(tool, given, Hands(hands.kit, ann), tainted=False)
    assert (await proposal_of(tool, given, replace(hands, actor=ann), tainted=False)).operation == "http_request"
    assert site.seen == []


@pytest.mark.parametrize("headers", [
    {"X": "a\r\nY: b"}, {"X\r\nY": "b"}, {"Authorization": "Bearer x"}, {"cookie": "a=b"}, {"Host": "evil"}, {"X-API-Key": "k"}, {"X": "é"},
])  # fmt: skip
async def test_headers_that_are_refused(hands: Hands, site: Site, headers: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        await use(hands, "http_get", url=f"http://127.0.0.1:{site.port}/page", headers=headers)
    assert site.seen == []


def test_which_hosts_a_rule_means() -> None:
    assert granted("api.example.com", ["*.example.com"]) and not granted("example.com", ["*.example.com"])
    assert not granted("badexample.com", ["*.example.com"]) and granted("example.com", ["example.com"]) and not granted("a", [])


def test_only_what_asks_is_a_read() -> None:
    assert {name: BUILT_INS[name].effect for name in ("http_get", "http_request", "fetch_page")} == {
        "http_get": "read", "http_request": "write", "fetch_page": "read",
    }  # fmt: skip


def test_broken_pages_have_text_too() -> None:
    assert readable("<p>a<script>b<p>c</script>d")[1] == "ad"
    assert readable("<head><style>x<body>seen")[1] == ""
    assert readable("<head><meta charset=x><body>seen")[1] == "seen"
