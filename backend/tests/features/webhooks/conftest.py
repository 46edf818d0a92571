"""A product that may reach one receiver on this machine, and waits for nobody."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.features.webhooks.jobs import Courier
from app.kit.testing import Organisation, Product, founded, started
from tests.features.webhooks.receiver import Receiver, receiving


@dataclass
class Post:
    """An organisation, its administrator's requests, and somebody who receives."""

    product: Product
    org: Organisation
    receiver: Receiver

    @property
    def http(self) -> httpx.AsyncClient:
        return self.org.admin.http

    async def hook(self, *events: str, client: httpx.AsyncClient | None = None, **more: Any) -> dict[str, Any]:
        """A webhook to the receiver."""
        given = {"name": "CRM", "url": self.receiver.url, "events": list(events or ("*",)), **more}
        made = await (client or self.http).post("/webhooks", json=given)
        assert made.status_code == 201, made.text
        return dict(made.json())

    async def customer(self, code: str = "ACME", **more: Any) -> dict[str, Any]:
        made = await self.http.post("/customers", json={"code": code, "name": f"{code} Ltd", "status": "lead", **more})
        assert made.status_code == 201, made.text
        return dict(made.json())

    async def send(self, hook: dict[str, Any]) -> int:
        """What is due, once."""
        courier = Courier(self.product.kit)
        taken = await courier.take(UUID(hook["id"]))
        await courier.settled()
        await courier.aclose()
        return taken

    async def deliveries(self, hook: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        """Newest first."""
        answer = await self.http.get(f"/webhooks/{hook['id']}/deliveries", params=query)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])


@pytest.fixture
async def post(org: Organisation, tmp_path: Path) -> AsyncIterator[Post]:
    async with receiving() as receiver:
        settings = {"egress_allow": f"127.0.0.1:{receiver.port}", "webhook_retry_seconds": "0,0", "lease_seconds": 1}
        async with started(tmp_path, **settings) as product:
            there = await founded(product)
            yield Post(product, there, receiver)
            await there.aclose()
