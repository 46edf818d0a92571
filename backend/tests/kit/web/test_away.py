"""Whoever waits for another computer holds no connection to the database: with few of them, everybody else is served as ever."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.features.webhooks.jobs import Courier
from app.kit.testing import Organisation, Product, founded, started
from tests.features.webhooks.receiver import Receiver, receiving

POOL = 2
SLOW = 20.0
"""Seconds until the other side says anything, and that is no answer."""
PROMPT = 5.0
"""Seconds within which others are served on a busy machine; shorter than any of those waits still lasts."""


@pytest.fixture
async def slow() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        made.plan, made.gap = ["500 Oops"], SLOW
        yield made


@pytest.fixture
async def small(product: Product, slow: Receiver, tmp_path: Path) -> AsyncIterator[tuple[Product, Organisation]]:
    """A product with two connections, whose models, tool servers and receivers are all at that address."""
    async with started(tmp_path, database_pool=POOL, egress_allow=f"127.0.0.1:{slow.port}") as made:
        org = await founded(made)
        yield made, org
        await org.aclose()


async def waits(product: Product, http: httpx.AsyncClient, base: str) -> list[Any]:
    """Everything that waits for the network, three times each."""
    server = (await http.post("/tool-servers", json={"name": "weather", "label": "Weather", "url": f"{base}/mcp"})).json()
    models = {"standard": "m", "small": "m"}
    given = {"label": "Slow", "kind": "compatible", "base_url": f"{base}/v1", "key": "k", "models": models}
    provider = (await http.post("/model-providers", json=given)).json()
    hook = (await http.post("/webhooks", json={"name": "x", "url": f"{base}/hook", "events": ["*"]})).json()
    draft = {"label": "Draft", "role": "You help.", "prompt": "Help.", "tools": ["list_customers"]}
    trial = {"definition": draft, "messages": [{"role": "user", "content": "hello"}]}
    courier = Courier(product.kit)
    found: list[Any] = []
    for _ in range(3):
        talk = (await http.post("/conversations", json={"agent": "assistant"})).json()
        await http.post(f"/webhooks/{hook['id']}/test")
        found += [
            http.post(f"/tool-servers/{server['id']}/test"), http.post(f"/tool-servers/{server['id']}/refresh"),
            http.post(f"/model-providers/{provider['id']}/test"), http.post("/agents/try", json=trial),
            http.post("/model-providers/try", json={**{k: given[k] for k in ("kind", "base_url", "key")}, "models": models}),
            http.post(f"/conversations/{talk['id']}/messages", json={"content": "hello"}), courier.take(),
        ]  # fmt: skip
    return found


async def test_who_waits_for_the_network_keeps_nobody_from_the_database(small: tuple[Product, Organisation], slow: Receiver) -> None:
    product, org = small
    http = org.admin.http
    tasks = [asyncio.create_task(one) for one in await waits(product, http, f"http://127.0.0.1:{slow.port}")]
    kinds = {"/mcp", "/v1/chat/completions", "/hook"}
    until = time.monotonic() + SLOW - PROMPT
    while (len(slow.seen) < 15 or not kinds <= {got.path for got in slow.seen}) and time.monotonic() < until:
        await asyncio.sleep(0.05)
    assert kinds <= {got.path for got in slow.seen}, [got.path for got in slow.seen]
    began = time.monotonic()
    answers = await asyncio.gather(*(http.get("/customers") for _ in range(10)))
    took = time.monotonic() - began
    assert {a.status_code for a in answers} == {200} and took < PROMPT, took
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_server_that_changed_while_it_was_asked_is_not_believed(small: tuple[Product, Organisation], slow: Receiver) -> None:
    http, base = small[1].admin.http, f"http://127.0.0.1:{slow.port}"
    slow.gap = 1.0
    server = (await http.post("/tool-servers", json={"name": "weather", "label": "Weather", "url": f"{base}/mcp"})).json()
    reading = asyncio.create_task(http.post(f"/tool-servers/{server['id']}/refresh"))
    async with asyncio.timeout(20):
        while not slow.seen:
            await asyncio.sleep(0.02)
    moved = await http.patch(f"/tool-servers/{server['id']}", json={"url": f"{base}/other"})
    assert moved.status_code == 200, moved.text
    assert (await reading).status_code == 409
    assert (await http.get(f"/tool-servers/{server['id']}")).json()["error"] == ""
