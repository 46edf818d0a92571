"""An organisation with providers of its own, which are servers of this test."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.kit.core.access import Actor, Principals
from app.kit.llm.meter import Meter
from app.kit.llm.port import Message, Part, Purpose, Request, TextDelta, Tier
from app.kit.llm.router import Models
from app.kit.testing import Organisation, Person, Product, founded, started
from tests.kit.llm.storyteller import Act, Teller, telling

KEY = "sk-very-secret-0123456789"
ASK = Request((Message("user", "Tell me a story."),), max_tokens=1000)


@dataclass
class House:
    """The product, an organisation, and its providers."""

    product: Product
    org: Organisation
    teller: Teller

    @property
    def http(self) -> httpx.AsyncClient:
        return self.org.admin.http

    async def bring(self, name: str, *acts: Act, **more: Any) -> dict[str, Any]:
        """A provider that acts so."""
        self.teller.provider(name, *acts)
        given = {"label": name.title(), "kind": "compatible", "base_url": f"{self.teller.root}/{name}/v1", "key": KEY}
        made = await self.http.post("/model-providers", json={**given, "models": {"standard": name}, **more})
        assert made.status_code == 201, made.text
        return dict(made.json())

    async def price(self, name: str, given: str, made: str) -> None:
        body = {"provider": "compatible", "pattern": name, "input": given, "output": made, "valid_from": "2020-01-01"}
        answer = await self.http.post("/model-prices", json=body)
        assert answer.status_code == 201, answer.text

    async def actor(self, person: Person | None = None) -> Actor:
        found = await self.product.kit.use(Principals)(self.product.kit, UUID((person or self.org.admin).id), UUID(self.org.id))
        assert found is not None
        return found

    async def call(self, purpose: Purpose = Purpose("assistant", step=1), *, tier: Tier = "standard", actor: Actor | None = None) -> str:
        """One answer of the organisation's line."""
        kit = self.product.kit
        line = await kit.use(Models).line(kit, actor or await self.actor(), tier)
        got: list[Part] = [part async for part in line.stream(ASK, purpose)]
        return "".join(part.text for part in got if isinstance(part, TextDelta))

    async def calls(self, **query: Any) -> list[dict[str, Any]]:
        """What was counted, oldest first."""
        await self.product.kit.use(Meter).aclose()
        answer = await self.http.get("/model-calls", params=query)
        assert answer.status_code == 200, answer.text
        return list(reversed(answer.json()["items"]))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with telling() as teller, started(tmp_path, egress_allow=teller.root.removeprefix("http://")) as product:
        there = await founded(product)
        yield House(product, there, teller)
        await there.aclose()
