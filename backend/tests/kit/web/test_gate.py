"""The gate before the database: who waits too long is told so, and nobody can wait for himself."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from app.kit.core.access import Actor
from app.kit.core.context import work
from app.kit.core.errors import NestedWork
from app.kit.testing import Organisation, Product, founded, started


@pytest.fixture
async def one(product: Product, tmp_path: Path) -> AsyncIterator[tuple[Product, Organisation]]:
    """A product with a single connection."""
    async with started(tmp_path, database_pool=1) as made:
        org = await founded(made)
        yield made, org
        await org.aclose()


def actor_of(org: Organisation) -> Actor:
    return Actor(UUID(org.admin.id), UUID(org.id))


async def test_who_waits_too_long_is_told_to_come_back(one: tuple[Product, Organisation]) -> None:
    product, org = one
    gate, held = product.kit.db.gate, asyncio.Event()
    gate.patience = 0.3

    async def hold() -> None:
        async with work(product.kit, actor_of(org)):
            held.set()
            await asyncio.sleep(5)

    holder = asyncio.create_task(hold())
    await held.wait()
    began = time.monotonic()
    late = await asyncio.gather(*(org.admin.http.get("/customers") for _ in range(3)))
    assert {answer.status_code for answer in late} == {503} and time.monotonic() - began < 3
    assert late[0].headers["Retry-After"].isdecimal() and "again" in late[0].json()["detail"]
    waiting = asyncio.create_task(org.admin.http.get("/customers"))
    await asyncio.sleep(0.05)
    holder.cancel()
    assert (await waiting).status_code == 200  # whoever gives up, or is cancelled, takes no seat with him
    assert (await org.admin.http.get("/customers")).status_code == 200


async def test_a_unit_of_work_inside_another_of_the_same_task_is_refused(one: tuple[Product, Organisation]) -> None:
    product, org = one
    actor = actor_of(org)
    async with work(product.kit, actor) as outer:
        with pytest.raises(NestedWork):
            async with outer.fork():
                pass
        async with outer.away(), work(product.kit, actor):  # it gave its connection back meanwhile
            pass
        with pytest.raises(NestedWork):
            async with work(product.kit, actor):
                pass
    async with work(product.kit, actor):
        pass


async def test_another_task_may_work_meanwhile_also_one_begun_inside(product: Product, org: Organisation) -> None:
    actor = actor_of(org)

    async def beside() -> bool:
        async with work(product.kit, actor):
            return True

    async with work(product.kit, actor):
        assert all(await asyncio.gather(beside(), beside()))


async def test_a_seat_is_free_again_whichever_task_closes_it(one: tuple[Product, Organisation]) -> None:
    product, org = one
    opened = work(product.kit, actor_of(org))
    await opened.__aenter__()
    await asyncio.create_task(opened.__aexit__(None, None, None))
    async with work(product.kit, actor_of(org)):
        pass
