"""A product with its agents, people of any rights by a stub of sign-in, and a model whose lines each test writes."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.types import ASGIApp

from app.kit.boot import assemble, build_api, close, discover
from app.kit.core.access import Actor, Authenticator
from app.kit.core.context import Kit
from app.kit.core.registry import registry
from app.kit.core.settings import Settings
from app.kit.llm.providers.scripted import Script, Scripted
from app.kit.llm.router import Choice, Models
from app.kit.module import Module

Rule = dict[str, Any]


class Passport:
    """Stands for sign-in: the credential says who comes and with which rights."""

    async def __call__(self, kit: Kit, credential: str) -> Actor | None:
        said = json.loads(bytes.fromhex(credential))
        return Actor(UUID(said["user"]), UUID(said["org"]), frozenset(said["permissions"]), name=said["name"])


class Lines(Models):
    """A model that says what the test wrote."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self._lines = Choice(Scripted(Script.model_validate({"rules": rules})))

    def choose(self, settings: Settings) -> Choice:
        return self._lines


@dataclass
class Product:
    """What a test works with."""

    kit: Kit
    app: ASGIApp
    org: UUID

    def client(
        self, permissions: Sequence[str] | None = None, *, user: UUID | None = None, org: UUID | None = None, name: str = "Ann"
    ) -> httpx.AsyncClient:
        """Somebody's HTTP client; all rights unless said otherwise."""
        rights = sorted(registry.permission_names if permissions is None else permissions)
        said = {"user": str(user or uuid4()), "org": str(org or self.org), "permissions": rights, "name": name}
        headers = {"authorization": f"Bearer {json.dumps(said).encode().hex()}"}
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app), base_url="http://testserver/api/v1", headers=headers, timeout=30
        )

    def model(self, *rules: Rule) -> None:
        """From now on a language model answers, with these lines."""
        self.kit.ports[Models] = Lines(rules)


@pytest.fixture(scope="session")
async def _built() -> AsyncIterator[tuple[Kit, ASGIApp]]:
    kit = assemble(Settings(), [*discover(), Module(name="passport", ports={Authenticator: Passport})])
    yield kit, build_api(kit)
    await close(kit)


@pytest.fixture
async def product(_built: tuple[Kit, ASGIApp]) -> AsyncIterator[Product]:
    """An organisation of its own for each test; the planner answers until a model is set."""
    kit, app = _built
    kit.ports[Models] = Models()
    yield Product(kit, app, uuid4())


@pytest.fixture
async def ann(product: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with all rights."""
    async with product.client() as client:
        yield client


@pytest.fixture
def talk(ann: httpx.AsyncClient) -> Callable[..., Any]:
    """Begin a conversation as Ann; its path."""

    async def begin(agent: str = "assistant", client: httpx.AsyncClient = ann) -> str:
        made = await client.post("/conversations", json={"agent": agent})
        assert made.status_code == 201, made.text
        return f"/conversations/{made.json()['id']}"

    return begin


def events(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The events of an SSE body: id, kind, data."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found
