"""Who sees which trails, and how long they are kept."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.features.traces.jobs import end_dead, forget_old
from app.kit.agent.trail import Trail, trailed
from app.kit.core.access import Actor
from app.kit.core.ids import new_id
from app.kit.core.spans import span
from app.kit.testing import Organisation, Product
from tests.features.conftest import Model, Talk, ask
from tests.features.traces.conftest import Trace

HERE = {"match": ".", "text": "Here."}


@pytest.fixture
async def told(org: Organisation, talk: Talk, model: Model, trace: Trace) -> tuple[Any, dict[str, Any]]:
    """A person with one answer, and what is kept of it."""
    model(HERE)
    person = await org.person(name="Bea Bright")
    path = await talk(client=person.http)
    found = await trace(person.http, (await ask(person.http, path, "who are you?"))["id"])
    return person, found


async def test_one_sees_ones_own(org: Organisation, told: tuple[Any, dict[str, Any]], other_org: Organisation) -> None:
    person, found = told
    stranger = await org.client("user")
    mine = (await person.http.get("/traces", params={"count": True})).json()
    assert [one["id"] for one in mine["items"]] == [found["id"]] and mine["total"] == 1
    assert (mine["items"][0]["person"], mine["items"][0]["asked"]) == ("Bea Bright", "who are you?")
    assert (await stranger.get("/traces")).json()["items"] == []
    talk = found["conversation_id"]
    for path in (
        f"/traces/{found['id']}",
        f"/traces/{found['id']}/spans/1",
        f"/traces/{found['id']}/download",
        f"/conversations/{talk}/trail",
    ):
        assert (await person.http.get(path)).status_code == 200, path
        for nobody in (stranger, other_org.admin.http):
            assert (await nobody.get(path)).status_code == 404, path
    assert (await other_org.admin.http.get("/traces")).json()["items"] == []
    assert (await other_org.admin.http.delete(f"/traces/{found['id']}")).status_code == 404


async def test_with_the_right_one_sees_everybodys(org: Organisation, told: tuple[Any, dict[str, Any]]) -> None:
    person, found = told
    reader = await org.client(permissions={"traces:read"})
    assert [one["id"] for one in (await reader.get("/traces")).json()["items"]] == [found["id"]]
    assert (await reader.get(f"/conversations/{found['conversation_id']}/trail")).status_code == 200
    assert (await reader.delete(f"/traces/{found['id']}")).status_code == 403
    assert (await person.http.delete(f"/traces/{found['id']}")).status_code == 403


@pytest.mark.parametrize(("params", "there"), [
    ({"agent": "assistant"}, True), ({"agent": "concierge"}, False), ({"status": "complete"}, True), ({"status": "failed"}, False),
    ({"source": "conversation"}, True), ({"source": "completion"}, False), ({"started_at__gte": "2020-01-01T00:00:00Z"}, True),
    ({"started_at__lte": "2020-01-01T00:00:00Z"}, False), ({"user_id": "mine"}, True),
    ({"user_id": "00000000-0000-7000-8000-000000000000"}, False), ({"conversation_id": "mine"}, True),
    ({"conversation_id": "00000000-0000-7000-8000-000000000000"}, False),
])  # fmt: skip
async def test_a_filter_finds(org: Organisation, told: tuple[Any, dict[str, Any]], params: dict[str, str], there: bool) -> None:
    found = told[1]
    wanted = {key: found[key] if value == "mine" else value for key, value in params.items()}
    assert bool((await org.admin.http.get("/traces", params=wanted)).json()["items"]) is there


async def test_an_unknown_step_is_not_found(told: tuple[Any, dict[str, Any]]) -> None:
    assert (await told[0].http.get(f"/traces/{told[1]['id']}/spans/99")).status_code == 404


async def _gone(folder: Path, client: httpx.AsyncClient, id: str) -> None:
    assert (await client.get(f"/traces/{id}")).status_code == 404
    assert not await asyncio.to_thread(lambda: [p for p in folder.rglob("*") if id in str(p)]), "the folder goes with the row"


async def test_an_administrator_removes_one(org: Organisation, told: tuple[Any, dict[str, Any]], folder: Path) -> None:
    assert (await org.admin.http.delete(f"/traces/{told[1]['id']}")).status_code == 204
    await _gone(folder, told[0].http, told[1]["id"])
    noted = (await org.admin.http.get("/audit-logs", params={"entity_type": "traces"})).json()["items"]
    assert [(one["action"], one["entity_id"]) for one in noted] == [("delete", told[1]["id"])]


async def test_a_conversation_takes_its_trails_along(told: tuple[Any, dict[str, Any]], folder: Path) -> None:
    person, found = told
    assert (await person.http.delete(f"/conversations/{found['conversation_id']}")).status_code == 204
    await _gone(folder, person.http, found["id"])
    assert not await asyncio.to_thread(lambda: list(folder.iterdir())), "no empty folders are left"


async def test_a_conversation_deleted_meanwhile_leaves_nothing(ann: httpx.AsyncClient, talk: Talk, model: Model, folder: Path) -> None:
    model({"match": ".", "text": "word " * 200, "delay": 0.02})
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "hello"}, timeout=60))
    while not (kept := (await ann.get("/traces")).json()["items"]):
        await asyncio.sleep(0.05)
    assert kept[0]["status"] == "running"
    assert (await ann.delete(path)).status_code == 204
    await asking
    await asyncio.sleep(0.3)
    await _gone(folder, ann, kept[0]["id"])
    assert (await ann.get("/traces")).json()["items"] == []


async def test_a_person_takes_his_trails_along(org: Organisation, told: tuple[Any, dict[str, Any]], folder: Path) -> None:
    assert (await org.admin.http.delete(f"/organizations/{org.id}/members/{told[0].id}")).status_code == 204
    await _gone(folder, org.admin.http, told[1]["id"])


async def test_what_is_old_is_forgotten(
    product: Product, org: Organisation, told: tuple[Any, dict[str, Any]], folder: Path, owner: Any, talk: Talk, trace: Trace
) -> None:
    young = await trace(org.admin.http, (await ask(org.admin.http, await talk(), "hello"))["id"])
    days = product.kit.settings.traces_keep_days
    await owner.execute("update traces set started_at = started_at - make_interval(days => $1) where id = $2", days, told[1]["id"])
    await forget_old(product.kit)
    await _gone(folder, org.admin.http, told[1]["id"])
    assert (await org.admin.http.get(f"/traces/{young['id']}")).status_code == 200


async def test_a_killed_process_leaves_a_trail(product: Product, folder: Path, org: Organisation, owner: Any) -> None:
    """Another process works for two seconds and is killed; this one finds what it had written, and says that it was interrupted."""
    command = [sys.executable, "-m", "tests.features.traces.killed", str(product.kit.settings.data_dir), org.id, org.admin.id]
    working = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[3], stdout=asyncio.subprocess.PIPE, env=os.environ)
    assert working.stdout is not None
    id = (await working.stdout.readline()).decode().strip()
    for _ in range(200):
        if (found := await org.admin.http.get(f"/traces/{id}")).status_code == 200:
            break
        await asyncio.sleep(0.05)
    assert found.json()["status"] == "running"
    working.send_signal(signal.SIGKILL)
    await working.wait()
    await owner.execute("update traces set alive_until = now() - interval '1 second' where id = $1", id)
    await end_dead(product.kit)
    kept = (await org.admin.http.get(f"/traces/{id}")).json()
    assert kept["status"] == "interrupted" and [one["name"] for one in kept["spans"]] == ["turn", "list_customers", "slow"]
    assert kept["spans"][1]["ms"] is not None and kept["spans"][2]["ms"] is None
    assert (await org.admin.http.get(f"/traces/{id}/spans/2")).json()["response"] == "found"
    assert (await org.admin.http.get(f"/traces/{id}/spans/3")).json()["request"] == {"n": 1}
    assert '"interrupted"' in await asyncio.to_thread(lambda: next(folder.rglob("session.json")).read_text())


async def test_an_answer_that_another_process_takes_up_has_one_trail(
    product: Product, org: Organisation, trace: Trace, folder: Path
) -> None:
    first, second = (Trail(new_id(), Actor(UUID(org.admin.id), UUID(org.id)), "conversation", agent=name) for name in ("first", "second"))
    second.id = first.id
    async with trailed(product.kit, first):
        with span("tool", "list_customers", args={}):
            pass
        async with asyncio.timeout(20):
            while (await org.admin.http.get(f"/traces/{first.id}")).status_code == 404:  # until it is written down
                await asyncio.sleep(0.05)
        second.began = first.began + timedelta(seconds=1)
        async with trailed(product.kit, second):
            pass
    found = await trace(org.admin.http, str(first.id))
    assert (found["agent"], len(found["spans"])) == ("second", 1)
    assert len(await asyncio.to_thread(lambda: list(folder.rglob("session.json")))) == 1
