"""Durable work: done once, as the person who asked, wholly or not at all (security §5, cases 31, 121, 125)."""

import asyncio
import secrets
from uuid import UUID

from sqlalchemy import text

from app.kit.core.system import system
from app.kit.jobs.ledger import Ledger
from app.kit.jobs.runner import run_next
from app.kit.jobs.ticks import sweep
from tests.kit.jobs.conftest import Workshop

LAPSE = text("update operations set lease_until = now() - interval '1 second', not_before = null where id = :id")


async def lapse(shop: Workshop, id: str) -> None:
    """As if the lease had run out: the worker that held it is gone."""
    async with system(shop.product.kit).begin() as db:
        await db.execute(LAPSE, {"id": UUID(id)})


async def test_work_is_done_and_its_owner_told(workshop: Workshop) -> None:
    id = await workshop.ask("test.works", by="Jo")
    assert (await workshop.state(id))["status"] == "queued"
    state = await workshop.do(id)
    assert (state["status"], state["progress"], state["result"], state["attempts"]) == ("completed", 1.0, {"made": 1}, 1)
    assert state["finished_at"] >= state["started_at"] >= state["created_at"]
    assert await workshop.effects(id) == 1
    (notice,) = await workshop.notices("operation.completed")
    assert notice["title"] == "Test test.works is done" and notice["body"] == "made: 1"


async def test_result_of_a_handler_that_only_returns_is_kept(workshop: Workshop) -> None:
    id = await workshop.ask("test.returns")
    assert (await workshop.do(id))["result"] == {"answer": 42}


async def test_it_is_audited_as_the_person_through_the_operation(workshop: Workshop) -> None:
    id = await workshop.ask("test.works")
    await workshop.do(id)
    (row,) = (await workshop.org.admin.http.get("/audit-logs", params={"entity_id": id, "entity_type": "tests"})).json()["items"]
    assert row["actor"]["user_id"] == workshop.org.admin.id and row["actor"]["execution_id"] == id


async def test_five_bells_at_once_are_one_run(workshop: Workshop) -> None:
    id = await workshop.ask("test.works")
    done = await asyncio.gather(*(run_next(workshop.product.kit, f"w{i}", only=UUID(id)) for i in range(5)))
    assert sorted(done) == [False, False, False, False, True]
    assert len(workshop.seen) == 1 and await workshop.effects(id) == 1


async def test_worker_that_lost_its_lease_can_not_write(workshop: Workshop) -> None:
    id = await workshop.ask("test.holds")
    slow = asyncio.create_task(run_next(workshop.product.kit, "slow", only=UUID(id)))
    while not (await workshop.state(id))["started_at"]:
        await asyncio.sleep(0.02)
    await lapse(workshop, id)
    second = await workshop.product.kit.use(Ledger).claim(workshop.product.kit, "second", UUID(id))
    assert second is not None and second.fence == 2
    workshop.hold.set()
    await slow
    assert await workshop.effects(id) == 0
    assert (await workshop.state(id))["status"] == "running"
    await lapse(workshop, id)
    assert (await workshop.do(id))["status"] == "completed"
    assert await workshop.effects(id) == 1


async def test_lease_is_renewed_while_work_goes_on(workshop: Workshop) -> None:
    id = await workshop.ask("test.holds")
    running = asyncio.create_task(run_next(workshop.product.kit, "w", only=UUID(id)))
    await asyncio.sleep(3)  # longer than the lease of two seconds
    state = await workshop.state(id)
    assert state["status"] == "running" and state["stage"] == "holding" and 0 < state["progress"] < 1
    assert not await run_next(workshop.product.kit, "thief", only=UUID(id))
    workshop.hold.set()
    await running
    assert (await workshop.state(id))["status"] == "completed" and await workshop.effects(id) == 1


async def test_expected_failure_is_final_and_explained(workshop: Workshop) -> None:
    id = await workshop.ask("test.fails")
    state = await workshop.do(id)
    assert (state["status"], state["error"], state["result"]) == ("failed", "The file has no header.", {"rows": 0})
    (notice,) = await workshop.notices("operation.failed")
    assert notice["body"] == "The file has no header."
    assert not await run_next(workshop.product.kit, "again", only=UUID(id))


async def test_unexpected_failure_is_tried_again_and_then_given_up(workshop: Workshop) -> None:
    id = await workshop.ask("test.breaks")
    for attempt in (1, 2):
        state = await workshop.do(id)
        assert (state["status"], state["attempts"]) == ("queued", attempt)
        assert not await run_next(workshop.product.kit, "w", only=UUID(id)), "it waits a little"
        await lapse(workshop, id)
    state = await workshop.do(id)
    assert state["status"] == "failed" and "ZeroDivision" not in state["error"]
    assert await workshop.effects(id) == 0
    assert len(await workshop.notices("operation.failed")) == 1


async def test_work_that_kills_its_worker_is_given_up(workshop: Workshop) -> None:
    id, kit = await workshop.ask("test.works"), workshop.product.kit
    for attempt in (1, 2, 3):
        claim = await kit.use(Ledger).claim(kit, "doomed", UUID(id))
        assert claim is not None and claim.attempts == attempt
        await lapse(workshop, id)
    assert await kit.use(Ledger).claim(kit, "fourth", UUID(id)) is None
    await sweep(kit)
    state = await workshop.state(id)
    assert state["status"] == "failed" and "given up" in state["error"]
    assert len(await workshop.notices("operation.failed")) == 1


async def test_cancelled_work_keeps_nothing(workshop: Workshop) -> None:
    id = await workshop.ask("test.holds")
    running = asyncio.create_task(run_next(workshop.product.kit, "w", only=UUID(id)))
    while (await workshop.state(id))["status"] != "running":
        await asyncio.sleep(0.02)
    assert (await workshop.org.admin.http.post(f"/operations/{id}/cancel")).json()["status"] == "cancelled"
    async with asyncio.timeout(5):
        await running
    workshop.hold.set()
    assert (await workshop.state(id))["status"] == "cancelled" and await workshop.effects(id) == 0
    assert (await workshop.org.admin.http.post(f"/operations/{id}/cancel")).status_code == 409
    assert not await run_next(workshop.product.kit, "w", only=UUID(id))


async def test_worker_that_is_stopped_gives_the_work_back(workshop: Workshop) -> None:
    id = await workshop.ask("test.holds")
    async with asyncio.timeout(12):
        await run_next(workshop.product.kit, "w", lambda: True, only=UUID(id))
    state = await workshop.state(id)
    assert (state["status"], state["attempts"]) == ("queued", 0)
    workshop.hold.set()
    assert (await workshop.do(id))["status"] == "completed"


async def test_rights_are_those_of_the_moment_it_runs(workshop: Workshop) -> None:
    person = await workshop.org.person("user")
    csv = {"file": ("c.csv", f"code,name\n{secrets.token_hex(5)},Jo\n")}
    id = (await person.http.post("/customers/import", files=csv)).json()["operation_id"]
    await workshop.org.admin.http.patch(f"/users/{person.id}", json={"role": "guest"})
    await run_next(workshop.product.kit, "w", only=UUID(id))
    state = (await person.http.get(f"/operations/{id}")).json()
    assert state["status"] == "failed" and "customers:write" in state["error"]
    assert (await workshop.org.admin.http.get("/customers", params={"count": True})).json()["total"] == 0


async def test_nothing_is_done_for_somebody_who_has_left(workshop: Workshop) -> None:
    person = await workshop.org.person("user")
    csv = {"file": ("c.csv", f"code,name\n{secrets.token_hex(5)},Jo\n")}
    id = (await person.http.post("/customers/import", files=csv)).json()["operation_id"]
    await workshop.org.admin.http.patch(f"/users/{person.id}/status", json={"status": "inactive"})
    assert await run_next(workshop.product.kit, "w", only=UUID(id))
    assert (await workshop.org.admin.http.get("/customers", params={"count": True})).json()["total"] == 0
