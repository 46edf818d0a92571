"""Many people and many agents at once: what the gallery of agents costs the database."""

import asyncio
from pathlib import Path

import httpx

from app.kit.testing import Product, founded, started, statements


async def test_more_people_than_connections_open_the_gallery(tmp_path: Path) -> None:
    """Nobody waits for a second connection while he holds one: then all would wait for ever."""
    async with started(tmp_path, database_pool=2) as product:
        org = await founded(product)
        assert (await org.admin.http.get("/agents/capabilities")).status_code == 200  # what is loaded once takes seconds on a busy machine
        async with asyncio.timeout(30):
            answers = await asyncio.gather(*(org.admin.http.get(path) for path in ("/agents", "/agents/capabilities") * 3))
        assert {answer.status_code for answer in answers} == {200}
        await org.aclose()


async def test_ten_agents_cost_no_more_statements_than_one(ann: httpx.AsyncClient, product: Product) -> None:
    async def gallery() -> tuple[int, int]:
        """Agents and statements of one look, and not the first one: that fills caches."""
        await ann.get("/agents")
        with statements(product) as seen:
            return len((await ann.get("/agents")).json()["items"]), len(seen)

    async def make(name: str) -> None:
        made = await ann.post("/agents", json={"name": name, "label": "Helper", "role": "You help."})
        assert made.status_code == 201, made.text

    await make("first")
    before, few = await gallery()
    for n in range(10):
        await make(f"helper_{n}")
    after, many = await gallery()
    assert (after - before, many - few) == (10, 0)
