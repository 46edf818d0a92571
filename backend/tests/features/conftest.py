"""An organisation with agents, and a model whose lines each test writes."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

import httpx
import pytest

from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.llm.port import Line, Part, Request, Tier
from app.kit.llm.providers.scripted import Script, Scripted
from app.kit.llm.router import Chain, Models
from app.kit.testing import Organisation, Product

Talk = Callable[..., Awaitable[str]]
Model = Callable[..., None]


class Lines(Models):
    """A model that says what the test wrote."""

    def __init__(self, rules: Sequence[dict[str, Any]], *models: Scripted) -> None:
        """`models`: instead of the rules; the first one that can answers."""
        super().__init__()
        self._lines = Chain(models or [Scripted(Script.model_validate({"rules": rules}))])

    async def line(self, kit: Kit, actor: Actor, tier: Tier = "standard") -> Line:
        return self._lines


@pytest.fixture
async def model(product: Product) -> AsyncIterator[Model]:
    """`model(rule, …)`: from now on a language model answers with these lines; afterwards the planner again."""
    before = product.kit.ports[Models]

    def speak(*rules: dict[str, Any]) -> None:
        product.kit.ports[Models] = Lines(rules)

    yield speak
    product.kit.ports[Models] = before


class Listening(Scripted):
    """A model that keeps every request, in `seen`; `sees` pictures or not, and takes so many tokens."""

    def __init__(self, rules: Sequence[dict[str, Any]], *, window: int = 128_000, sees: bool = True) -> None:
        super().__init__(Script.model_validate({"rules": rules}))
        self.window, self.images, self.seen = window, sees, list[Request]()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        self.seen.append(request)
        async for part in super().stream(request):
            yield part


class Halting(Listening):
    """A model that thinks about its second step until it may go on (`on`); `there`: it has come to it."""

    def __init__(self, *rules: dict[str, Any]) -> None:
        super().__init__(rules)
        self.there, self.on = asyncio.Event(), asyncio.Event()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        if self.seen:
            self.there.set()
            await self.on.wait()
        async for part in super().stream(request):
            yield part


Listener = Callable[..., Listening]


@pytest.fixture
async def listener(product: Product) -> AsyncIterator[Listener]:
    """`listener(rule, …, window=…, sees=…)`: a model that answers with these lines and keeps what it was told."""
    before = product.kit.ports[Models]

    def speak(*rules: dict[str, Any], **more: Any) -> Listening:
        made = Listening(rules, **more)
        product.kit.ports[Models] = Lines([], made)
        return made

    yield speak
    product.kit.ports[Models] = before


@pytest.fixture
def fake_model(listener: Listener) -> Listening:
    """One that says yes to everything."""
    return listener({"match": ".", "text": "yes"})


@pytest.fixture
def ann(org: Organisation) -> httpx.AsyncClient:
    """Somebody with all rights."""
    return org.admin.http


@pytest.fixture
def talk(ann: httpx.AsyncClient) -> Talk:
    """Begin a conversation (as Ann); its path."""

    async def begin(agent: str = "assistant", client: httpx.AsyncClient = ann) -> str:
        made = await client.post("/conversations", json={"agent": agent})
        assert made.status_code == 201, made.text
        return f"/conversations/{made.json()['id']}"

    return begin


async def ask(client: httpx.AsyncClient, path: str, text: str, **more: Any) -> dict[str, Any]:
    """Say something and wait for the whole answer."""
    said = await client.post(f"{path}/messages", json={"content": text, **more}, timeout=60)
    assert said.status_code == 200, said.text
    return dict(said.json())


async def begun(client: httpx.AsyncClient, path: str, words: str = "") -> dict[str, Any]:
    """The answer that is being written, once it stands and these words of it have been said."""
    async with asyncio.timeout(30):
        while True:
            for last in (await client.get(f"{path}/messages")).json()["items"][-1:]:
                if last["role"] == "assistant" and last["content"].startswith(words):
                    assert last["status"] == "running", last
                    return dict(last)
            await asyncio.sleep(0.02)


def events(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The events of an SSE body: id, kind, data."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found
