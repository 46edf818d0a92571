"""Worker and scheduler as real processes, killed at the worst moments: work is done once, wholly, or not at all."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from app.kit.jobs.ledger import Ledger
from app.kit.testing import founded
from tests.kit.doorbell import Doorbell, doorbell, folder
from tests.kit.jobs.stack import Stack, drop_database, own_database, stacked

__all__ = ["doorbell", "folder"]
ROWS = 4000


@pytest.fixture(scope="module")
async def database() -> AsyncIterator[str]:
    url = await own_database()
    yield url
    await drop_database(url)


@pytest.fixture
async def stack(database: str, tmp_path: Path) -> AsyncIterator[Stack]:
    async with stacked(database, tmp_path) as made:
        yield made


async def wholly_there(stack: Stack, id: str, rows: int) -> None:
    """Every row once, audited once, its owner told once."""
    state = await stack.until(id, lambda s: s["status"] in ("completed", "failed"))
    assert state["status"] == "completed" and state["result"]["created"] == rows, state
    assert await stack.count("/customers") == rows
    assert await stack.count("/audit-logs", entity_type="customers", action="create") == rows
    assert await stack.count("/audit-logs", entity_type="customers", action="import") == 1
    assert await stack.count("/notifications", kind="operation.completed") == 1


async def test_worker_killed_in_the_middle_leaves_nothing_and_the_next_does_all(stack: Stack) -> None:
    stack.scheduler()
    worker = stack.worker()
    id = await stack.importing(ROWS)
    await stack.until(id, lambda s: s["progress"] > 0.2)
    stack.kill(worker)
    assert (await stack.state(id))["status"] == "running"
    assert await stack.count("/customers") == 0 and await stack.count("/audit-logs", entity_type="customers") == 0
    stack.worker()
    await wholly_there(stack, id, ROWS)
    assert (await stack.state(id))["attempts"] == 2


async def test_work_that_kills_its_worker_each_time_is_given_up(stack: Stack) -> None:
    stack.scheduler()
    stack.worker(FAULT="before_finish:1:kill")
    id = await stack.importing(20)
    state = await stack.until(id, lambda s: s["status"] not in ("queued", "running"))
    assert state["status"] == "failed" and state["attempts"] == 3 and "given up" in state["error"]
    assert await stack.count("/customers") == 0
    assert await stack.count("/notifications", kind="operation.failed") == 1
    again = await stack.importing(20)
    stack.stop()
    stack.scheduler()
    stack.worker()
    await wholly_there(stack, again, 20)


async def test_death_right_after_the_claim_costs_a_lease_only(stack: Stack) -> None:
    stack.scheduler()
    worker = stack.worker(FAULT="after_claim:1:hang")
    id = await stack.importing(20)
    await stack.until(id, lambda s: s["status"] == "running")
    stack.kill(worker)
    stack.worker()
    await wholly_there(stack, id, 20)


async def test_death_after_the_commit_does_nothing_twice(stack: Stack) -> None:
    stack.scheduler()
    worker = stack.worker(FAULT="after_effect:1:kill")
    id = await stack.importing(20)
    await stack.until(id, lambda s: s["status"] == "completed")
    await asyncio.sleep(4)  # the message comes again, the lease would be over
    stack.kill(worker)
    await wholly_there(stack, id, 20)
    assert (await stack.state(id))["attempts"] == 1


async def test_sigterm_ends_worker_and_scheduler_and_loses_nothing(stack: Stack) -> None:
    scheduler, worker = stack.scheduler(), stack.worker()
    id = await stack.importing(4 * ROWS)
    await stack.until(id, lambda s: s["progress"] > 0.05)
    for process in (scheduler, worker):
        process.send_signal(signal.SIGTERM)
    await asyncio.to_thread(scheduler.wait, 15)
    await asyncio.to_thread(worker.wait, 15)
    state = await stack.state(id)
    assert state["status"] in ("queued", "completed"), state
    stack.scheduler()
    stack.worker()
    await wholly_there(stack, id, 4 * ROWS)
    assert (await stack.state(id))["attempts"] == 1


async def test_forgotten_messages_are_rung_again(stack: Stack) -> None:
    id = await stack.importing(20)
    await asyncio.sleep(1)
    await stack.product.kit.redis.flushdb()
    stack.worker()
    stack.scheduler()
    stack.scheduler()  # a second one does no harm
    await wholly_there(stack, id, 20)
    assert (await stack.state(id))["attempts"] == 1


async def test_worker_and_scheduler_go_on_after_redis_was_away(database: str, doorbell: Doorbell, tmp_path: Path) -> None:
    async with stacked(database, tmp_path, doorbell.valkey.url()) as stack:
        scheduler, worker = stack.scheduler(), stack.worker()
        await wholly_there(stack, await stack.importing(20), 20)
        doorbell.kill()
        await asyncio.sleep(6)
        other = await founded(stack.product)
        csv = {"file": ("c.csv", "code,name\nA,Jo\n")}
        id = (await other.admin.http.post("/customers/import", files=csv)).json()["operation_id"]
        await doorbell.start()
        async with asyncio.timeout(60):
            while (await other.admin.http.get(f"/operations/{id}")).json()["status"] != "completed":
                await asyncio.sleep(0.1)
        assert scheduler.poll() is None and worker.poll() is None, "nobody had to start them again"
        await other.aclose()


async def test_readiness_knows_whether_somebody_works(stack: Stack) -> None:
    http = stack.org.admin.http
    assert (await http.get("/ready")).json()["parts"]["worker"]["status"] == "down"
    stack.worker()
    stack.scheduler()
    async with asyncio.timeout(30):
        while (await http.get("/ready")).json()["parts"]["worker"]["status"] != "ok":
            await asyncio.sleep(0.1)


async def test_scheduler_seals_the_trail(stack: Stack) -> None:
    stack.worker()
    stack.scheduler()
    async with asyncio.timeout(30):
        while (found := (await stack.org.admin.http.get("/audit-logs/verify")).json())["unsealed"]:
            assert found["ok"]
            await asyncio.sleep(0.1)
    assert found["ok"] and found["seals"] >= 1
    assert list((stack.folder / "anchors").glob("*.jsonl"))


async def test_no_organisation_waits_for_anothers_flood(stack: Stack) -> None:
    kit = stack.product.kit
    ledger = kit.use(Ledger)
    for _ in range(4):
        await stack.importing(1)
    first = await ledger.claim(kit, "one")
    other = await founded(stack.product)
    csv = {"file": ("c.csv", "code,name\nA,Jo\n")}
    late = (await other.admin.http.post("/customers/import", files=csv)).json()["operation_id"]
    second = await ledger.claim(kit, "two")
    assert first is not None and first.org_id == UUID(stack.org.id)
    assert second is not None and str(second.id) == late, "the organisation with the least running goes first"
    await other.aclose()
