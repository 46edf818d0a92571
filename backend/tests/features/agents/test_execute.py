"""Tasks that programs give to agents: in place or later, once however often they are sent, and told of when they end."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from app.features.webhooks.jobs import Courier
from app.kit.jobs.runner import run_next
from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.product import BACKEND, SECRETS
from app.kit.testing.work import worked_off
from tests.features.conftest import Model
from tests.features.webhooks.receiver import Receiver, genuine, receiving

PROPOSES: dict[str, Any] = {
    "match": "remind", "step": 0, "text": "I will remind them. ", "calls": [{"name": "create_task", "args": {"title": "Call ACME"}}],
}  # fmt: skip
DONE = {"role": "tool", "match": "approval", "text": "It waits for your approval."}


async def give(client: httpx.AsyncClient, task: str, **more: Any) -> httpx.Response:
    headers = {"idempotency-key": more.pop("key")} if "key" in more else {}
    return await client.post("/agents/execute", json={"task": task, "agent_type": "assistant", **more}, headers=headers, timeout=60)


async def test_a_task_is_accepted_done_by_a_worker_and_read_where_it_was_asked(product: Product, ann: httpx.AsyncClient) -> None:
    await ann.post("/customers", json={"code": "ACME", "name": "Acme Ltd", "status": "active"})
    given = await give(ann, "How many customers are there?", data={"because": "report"})
    assert given.status_code == 202, given.text
    accepted = given.json()
    assert (accepted["status"], accepted["result"], accepted["error"]) == ("processing", None, None)
    operation = await worked_off(product, ann, accepted["operation_id"])
    assert (operation["status"], operation["progress"], operation["kind"]) == ("completed", 1.0, "agents.execute")
    ended = (await ann.get(f"/agents/execute/{accepted['operation_id']}")).json()
    about = ended["agent_metadata"]
    assert ended["status"] == "completed" and "1" in ended["result"]["text"] and ended["processing_time"] >= 0
    assert (about["agent"], about["priority"], about["provider"]) == ("assistant", "normal", "offline")
    stored = (await ann.get(f"/conversations/{about['conversation_id']}/messages")).json()["items"]
    assert '"because": "report"' in stored[0]["content"] and stored[1]["content"] == "How many customers are there?"
    assert (stored[2]["id"], stored[2]["content"], stored[2]["status"]) == (about["message_id"], ended["result"]["text"], "complete")


async def test_high_priority_answers_in_place(ann: httpx.AsyncClient) -> None:
    given = await give(ann, "How many customers are there?", priority="high")
    assert given.status_code == 200, given.text
    assert given.json()["status"] == "completed" and given.json()["result"]["text"]


async def test_in_place_is_bounded_and_the_work_goes_on(tmp_path: Path, org: Organisation) -> None:
    script = tmp_path / "script.json"
    script.write_text('{"rules": [{"match": "count", "text": "one two three four five six", "delay": 0.15}]}')
    async with started(tmp_path, llm_provider="scripted", llm_script=script, agent_execute_seconds=0.3) as product:
        there = await founded(product)
        given = await give(there.admin.http, "count", priority="high")
        assert (given.status_code, given.json()["status"]) == (202, "processing")
        assert (await ended(there.admin.http, given.json()["operation_id"]))["result"]["text"] == "one two three four five six"
        await there.aclose()


async def test_who_waits_in_place_is_answered_at_its_end_without_looking_all_the_time(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text('{"rules": [{"match": "count", "text": "one two three four five six", "delay": 0.3}]}')
    async with started(tmp_path, llm_provider="scripted", llm_script=script) as product:
        there, looks = await founded(product), list[str]()

        def listen(*about: Any) -> None:
            looks.append(about[2])

        event.listen(product.kit.db.engine.sync_engine, "before_cursor_execute", listen)
        given = await give(there.admin.http, "count", priority="high")
        event.remove(product.kit.db.engine.sync_engine, "before_cursor_execute", listen)
        assert (given.status_code, given.json()["status"]) == (200, "completed")
        seen = [said for said in looks if said.startswith("SELECT") and "FROM operations" in said]
        assert len(seen) < 8, seen  # its six words take 1.8 seconds
        await there.aclose()


async def ended(client: httpx.AsyncClient, operation_id: str) -> dict[str, Any]:
    async with asyncio.timeout(20):
        while (found := (await client.get(f"/agents/execute/{operation_id}")).json())["status"] == "processing":
            await asyncio.sleep(0.1)
    return dict(found)


@pytest.mark.parametrize("priority", ["high", "low"])
async def test_the_same_key_is_the_same_task(product: Product, ann: httpx.AsyncClient, priority: str) -> None:
    first, again = [(await give(ann, "How many customers?", priority=priority, key="k1")).json() for _ in range(2)]
    assert first["operation_id"] == again["operation_id"]
    other = await give(ann, "Something else", priority=priority, key="k1")
    assert other.status_code == 422 and "idempotency-key" in other.text
    tasks = (await ann.get("/operations", params={"kind": "agents.execute"})).json()["items"]
    assert [t["id"] for t in tasks] == [first["operation_id"]]


async def test_what_it_would_write_waits_for_a_person(product: Product, ann: httpx.AsyncClient, model: Model) -> None:
    model(PROPOSES, DONE)
    given = (await give(ann, "remind ACME")).json()
    await worked_off(product, ann, given["operation_id"])
    result = (await ann.get(f"/agents/execute/{given['operation_id']}")).json()
    assert [a["operation"] for a in result["result"]["approvals"]] == ["create_task"]
    assert (await ann.get("/tasks")).json()["items"] == []
    talk = f"/conversations/{result['agent_metadata']['conversation_id']}"
    approved = await ann.post(f"{talk}/approvals/{result['result']['approvals'][0]['id']}", json={"decision": "approve"})
    assert approved.json()["status"] == "approved"
    assert [t["title"] for t in (await ann.get("/tasks")).json()["items"]] == ["Call ACME"]


async def test_a_killed_worker_leaves_it_to_the_next_and_nothing_is_proposed_twice(tmp_path: Path, org: Organisation) -> None:
    """The first process dies between its proposal and the end of its answer; another makes the answer in the same place."""
    script = tmp_path / "script.json"
    slow = '{"role": "tool", "match": "approval", "text": "It waits for your approval now, as said.", "delay": 0.2}'
    rule = '{"match": "remind", "step": 0, "calls": [{"name": "create_task", "args": {"title": "Call ACME"}}]}'
    script.write_text(f'{{"rules": [{rule}, {slow}]}}')
    async with started(tmp_path, llm_provider="scripted", llm_script=script, lease_seconds=1) as product:
        there = await founded(product)
        ann = there.admin.http
        given = (await give(ann, "remind ACME")).json()
        talk = f"/conversations/{given['agent_metadata']['conversation_id']}"
        environment = {
            **os.environ, **{k.upper(): v for k, v in SECRETS.items()}, "DATABASE_URL": os.environ["TEST_DATABASE_URL"],
            "REDIS_URL": os.environ["TEST_REDIS_URL"], "ENVIRONMENT": "test", "LEASE_SECONDS": "1", "DATA_DIR": str(tmp_path),
            "LLM_PROVIDER": "scripted", "LLM_SCRIPT": str(script),
        }  # fmt: skip
        command = (sys.executable, "-m", "tests.features.agents.worker", given["operation_id"])
        process = await asyncio.create_subprocess_exec(*command, cwd=BACKEND, env=environment)
        async with asyncio.timeout(150):
            while not (await ann.get(f"{talk}/approvals")).json()["items"]:
                await asyncio.sleep(0.02)
        process.kill()
        assert await process.wait() == -9
        await asyncio.sleep(1.2)
        assert (await worked_off(product, ann, given["operation_id"]))["status"] == "completed"
        result = (await ann.get(f"/agents/execute/{given['operation_id']}")).json()
        assert result["result"]["text"] == "It waits for your approval now, as said." and result["agent_metadata"]["attempts"] == 2
        assert len((await ann.get(f"{talk}/approvals")).json()["items"]) == 1
        messages = (await ann.get(f"{talk}/messages")).json()["items"]
        assert [(m["role"], m["status"]) for m in messages] == [("user", "complete"), ("assistant", "complete")]
        await there.aclose()


async def test_cancelled_work_stops_and_says_so(product: Product, ann: httpx.AsyncClient) -> None:
    given = (await give(ann, "How many customers?", priority="low")).json()
    assert (await ann.post(f"/operations/{given['operation_id']}/cancel")).json()["status"] == "cancelled"
    found = (await ann.get(f"/agents/execute/{given['operation_id']}")).json()
    assert (found["status"], found["error"]) == ("failed", "Cancelled.")
    messages = (await ann.get(f"/conversations/{found['agent_metadata']['conversation_id']}/messages")).json()["items"]
    assert messages[-1]["status"] == "stopped"


async def test_urgent_work_is_taken_first(product: Product, org: Organisation) -> None:
    ann = org.admin.http
    ids = {p: (await give(ann, "How many customers?", priority=p)).json()["operation_id"] for p in ("low", "normal")}
    for _ in range(40):  # other tests may have left work of their own
        await run_next(product.kit, "test")
        states = {p: (await ann.get(f"/operations/{id}")).json()["status"] for p, id in ids.items()}
        if "completed" in states.values():
            break
    assert states == {"low": "queued", "normal": "completed"}


async def test_strangers_see_nothing_and_guests_may_not(ann: httpx.AsyncClient, org: Organisation, other_org: Organisation) -> None:
    given = (await give(ann, "How many customers?")).json()
    for client in (other_org.admin.http, await org.client("user")):
        assert (await client.get(f"/agents/execute/{given['operation_id']}")).status_code == 404
    nobody = await org.client(permissions=set())
    assert (await give(nobody, "How many customers?")).status_code == 403


@pytest.mark.parametrize(("body", "field"), [
    ({"agent_type": "nobody"}, ""), ({"priority": "urgent"}, "priority"), ({"task": " "}, "task"),
    ({"callback_url": "http://127.0.0.1:9/x"}, "callback_url"), ({"callback_url": "ftp://example.com/"}, "callback_url"),
])  # fmt: skip
async def test_what_can_not_be_done_is_refused_before_it_is_accepted(ann: httpx.AsyncClient, body: dict[str, Any], field: str) -> None:
    answer = await ann.post("/agents/execute", json={"task": "x", "agent_type": "assistant"} | body)
    assert answer.status_code in (404, 422) and field in answer.text
    assert (await ann.get("/operations")).json()["items"] == []


async def test_capabilities_name_the_priorities(ann: httpx.AsyncClient) -> None:
    found = (await ann.get("/agents/capabilities")).json()
    assert found["priorities"] == ["low", "normal", "high"] and found["callbacks"] is True
    assert all(agent["priorities"] == found["priorities"] for agent in found["agents"])


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


async def test_the_callback_is_signed_retried_and_keeps_its_id(org: Organisation, receiver: Receiver, tmp_path: Path) -> None:
    settings = {"egress_allow": f"127.0.0.1:{receiver.port}", "webhook_retry_seconds": "0,0"}
    receiver.plan = ["500 Oops", "200 OK"]
    async with started(tmp_path, **settings) as product:
        there = await founded(product)
        ann = there.admin.http
        given = (await give(ann, "How many customers?", callback_url=receiver.url)).json()
        await worked_off(product, ann, given["operation_id"])
        courier = Courier(product.kit)
        for _ in range(40):  # messages of other tests may be due as well
            await courier.take()
            await courier.settled()
            found = (await ann.get(f"/agents/execute/{given['operation_id']}")).json()
            if found["callback"]["status"] != "pending":
                break
        await courier.aclose()
        secret = (await ann.get("/agents/execute/callback-secret")).json()["secret"]
        mine = [got for got in receiver.seen if got.json["data"]["operation_id"] == given["operation_id"]]
        assert len(mine) == 2 and len({got.headers["webhook-id"] for got in mine}) == 1
        assert all(genuine(secret, got) for got in mine)
        told = mine[-1].json
        assert (told["type"], told["data"]["status"]) == ("agents.execute.completed", "completed")
        assert told["data"]["result"] == found["result"]
        assert (found["callback"]["status"], found["callback"]["attempts"]) == ("delivered", 2)
        assert (await ann.get("/webhooks")).json()["items"] == []  # what nobody made is nobody's to edit
        other = await there.client("user")
        assert (await other.get("/agents/execute/callback-secret")).json()["secret"] != secret
        await there.aclose()


async def test_a_task_that_fails_calls_back_too(org: Organisation, receiver: Receiver, tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text('{"rules": [{"match": "fail", "error": "refused"}]}')
    settings = {"egress_allow": f"127.0.0.1:{receiver.port}", "llm_provider": "scripted", "llm_script": script}
    async with started(tmp_path, **settings) as product:
        there = await founded(product)
        ann = there.admin.http
        given = (await give(ann, "fail", agent_type="data_analyst", callback_url=receiver.url)).json()
        operation = await worked_off(product, ann, given["operation_id"])
        assert operation["status"] == "failed" and "refused" in operation["error"]
        found = (await ann.get(f"/agents/execute/{given['operation_id']}")).json()
        assert found["status"] == "failed" and "refused" in found["error"] and found["callback"]["status"] == "pending"
        await there.aclose()
