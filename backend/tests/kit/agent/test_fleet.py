"""Turns of one organisation over several processes: never more than allowed, nobody forgotten, no slot lost with a process."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from redis.asyncio import Redis

from app.kit.agent.fleet import Fleet
from app.kit.agent.queue import TurnQueue
from app.kit.core.ids import new_id
from app.kit.testing import Product, founded, started
from app.kit.testing.product import BACKEND
from tests.features.conftest import events

pytestmark = pytest.mark.usefixtures("product")
LEASE = 1.0
DYING = """
import asyncio, os, signal, sys
from uuid import UUID
from redis.asyncio import Redis
from app.kit.agent.fleet import Fleet

async def main(url, org, lease):
    fleet = Fleet(Redis.from_url(url, decode_responses=True), 1, float(lease))
    assert await fleet.take(UUID(org), fleet.name(0))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main(*sys.argv[1:]))
"""


def process(redis: "Redis", each: int) -> TurnQueue:
    return TurnQueue(20, each, Fleet(redis, each, LEASE))


async def test_all_processes_together_hold_no_more_than_one_may(product: Product) -> None:
    redis, org = product.kit.redis, new_id()
    processes, at_work, most, done = [process(redis, 3) for _ in range(4)], 0, 0, 0

    async def turn(number: int) -> None:
        nonlocal at_work, most, done
        async with processes[number % 4].slot(org, uuid4()) as sure:
            await sure()
            at_work += 1
            most = max(most, at_work)
            await asyncio.sleep(0.05)
            at_work, done = at_work - 1, done + 1

    async with asyncio.timeout(60):
        await asyncio.gather(*(turn(number) for number in range(24)))
    assert (most, done, at_work) == (3, 24, 0)


async def test_who_is_due_first_runs_first_wherever_he_waits(product: Product) -> None:
    redis, org = product.kit.redis, new_id()
    here, there, order = process(redis, 1), process(redis, 1), list[str]()

    async def turn(queue: TurnQueue, name: str, **more: Any) -> None:
        async with queue.slot(org, uuid4(), **more) as sure:
            await sure()
            order.append(name)
            await asyncio.sleep(1.5 if name == "first" else 0.3)

    tasks = [asyncio.create_task(turn(here, "first"))]
    for queue, name, more in ((there, "low", {"priority": "low"}), (here, "normal", {}), (there, "high", {"priority": "high"})):
        await asyncio.sleep(0.1)
        tasks.append(asyncio.create_task(turn(queue, name, **more)))
    async with asyncio.timeout(30):
        await asyncio.gather(*tasks)
    assert order == ["first", "high", "normal", "low"]


async def test_slots_of_a_dead_process_are_free_after_its_lease(product: Product) -> None:
    redis, org = product.kit.redis, new_id()
    gone = (sys.executable, "-c", DYING, os.environ["TEST_REDIS_URL"], str(org), str(LEASE))
    dying = await asyncio.create_subprocess_exec(*gone, cwd=BACKEND)
    assert await dying.wait() == -9
    alive = Fleet(redis, 1, LEASE)
    name = alive.name(1)
    assert not await alive.take(org, name)
    await asyncio.sleep(LEASE + 0.2)
    assert await alive.take(org, name)
    await asyncio.sleep(2 * LEASE)
    assert not await Fleet(redis, 1, LEASE).take(org, alive.name(2)), "a process that lives keeps its slot"
    alive.leave(org, name)


async def test_without_redis_each_process_counts_for_itself() -> None:
    nowhere = Redis.from_url("redis://127.0.0.1:1", socket_connect_timeout=0.2)
    here, there, org = process(nowhere, 1), process(nowhere, 1), new_id()

    async def second() -> None:
        async with here.slot(org, uuid4()):
            pass

    async with asyncio.timeout(30):
        async with here.slot(org, uuid4()) as sure_here, there.slot(org, uuid4()) as sure_there:
            await sure_here()
            await sure_there()
            waits = asyncio.create_task(second())
            while here.load != (1, 1):
                await asyncio.sleep(0)
            assert there.load == (1, 0)
        await waits
    await nowhere.aclose()


@asynccontextmanager
async def two(folder: Path) -> AsyncIterator[tuple[Product, Product]]:
    script = folder / "script.json"
    rules = [{"match": "slowly", "text": "a b c d e f g h", "delay": 0.2}, {"match": "quick", "text": "yes"}]
    script.write_text(json.dumps({"rules": rules}))
    own: dict[str, Any] = {"llm_provider": "scripted", "llm_script": script, "agent_turns_each": 1}
    async with started(folder / "one", **own) as first, started(folder / "two", **own) as second:
        yield first, second


async def test_a_conversation_waits_for_one_in_another_process_and_says_so(tmp_path: Path) -> None:
    async with two(tmp_path) as (first, second):
        there = await founded(first)
        token = {"authorization": there.admin.http.headers["authorization"]}
        async with second.client(headers=token) as other:
            slow = asyncio.create_task(said(there.admin.http, "slowly"))
            await asyncio.sleep(0.5)
            heard = await said(other, "quick", accept="text/event-stream")
            kinds = [kind for _, kind, _ in events(heard.text)]
            assert slow.done() and (await slow).json()["content"] == "a b c d e f g h"
            assert kinds[0] == "waiting" and kinds[-1] == "complete"
        await there.aclose()


async def said(http: httpx.AsyncClient, text: str, **headers: str) -> httpx.Response:
    talk = (await http.post("/conversations", json={"agent": "assistant"})).json()
    return await http.post(f"/conversations/{talk['id']}/messages", json={"content": text}, headers=headers, timeout=60)
