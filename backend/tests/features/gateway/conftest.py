"""The whole product behind a real server, with a model behind the OpenAI protocol, and keys for its clients."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.live import served
from tests.kit.llm.fake_openai import Fake, fake_openai


@dataclass(slots=True)
class Edge:
    """Where clients connect."""

    url: str
    product: Product
    org: Organisation
    fake: Fake

    @property
    def admin(self) -> httpx.AsyncClient:
        """Requests of the administrator."""
        return self.org.admin.http

    async def key(self, http: httpx.AsyncClient | None = None, *scopes: str) -> str:
        """A new key of somebody, with these scopes or all he can give."""
        who = http or self.admin
        wanted = list(scopes) or [s["name"] for s in (await who.get("/api-keys/scopes")).json()]
        made = await who.post("/api-keys", json={"name": "Client", "scopes": wanted})
        assert made.status_code == 201, made.text
        return str(made.json()["secret"])

    async def customer(self, code: str, **more: Any) -> dict[str, Any]:
        """A record to ask for."""
        made = await self.admin.post("/customers", json={"code": code, "name": code.title(), **more})
        assert made.status_code == 201, made.text
        return dict(made.json())


@pytest.fixture
async def edge(org: Organisation, tmp_path: Path) -> AsyncIterator[Edge]:
    async with fake_openai() as fake:
        settings = {"llm_provider": "openai", "llm_base_url": fake.url, "llm_model": "tiny", "llm_api_key": "sk-canary-123"}
        async with started(tmp_path, **settings) as product, served(product) as url:
            there = await founded(product)
            yield Edge(url, product, there, fake)
            await there.aclose()
