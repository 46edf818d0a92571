"""Many people and many agents at once: what the gallery of agents costs the database."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import event

from app.kit.testing import Product, founded, started


async def test_more_people_than_connections_open_the_gallery(tmp_path: Path) -> None:
    """Nobody waits for a second connection while he holds one: then all would wait for ever."""
    async with started(tmp_path, database_pool=2) as product:
        org = await founded(product)
        async with asyncio.timeout(30):
            answers = await asyncio.gather(*(org.admin.http.get(path) for path in ("/agents", "/agents/capabilities") * 3))
        assert {answer.status_code for answer in answers} == {200}
        await org.aclose()


async def test_ten_agents_cost_no_more_statements_than_one(ann: httpx.AsyncClient, product: Product) -> None:
    engine, seen = product.kit.db.engine.sync_engine, list[str]()

    def listen(*given: Any) -> None:
        seen.append(given[2])

    async def gallery() -> int:
        """Statements of one look, and not the first one: that fills caches."""
        await ann.get("/agents")
        seen.clear()
        return len((await ann.get("/agents")).json()["items"])

    async def make(name: str) -> None:
        made = await ann.post("/agents", json={"name": name, "label": "Helper", "role": "You help."})
        assert made.status_code == 201, made.text

    event.listen(engine, "before_cursor_execute", listen)
    try:
        await make("first")
        before, few = await gallery(), len(seen)
        for n in range(10):
            await make(f"helper_{n}")
        after, many = await gallery(), len(seen)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert (after - before, many - few) == (10, 0)
