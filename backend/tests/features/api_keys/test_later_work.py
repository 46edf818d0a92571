"""What a key began goes on as that key: named in the audit, bounded by it, over when it is."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.kit.core.access import KEY_GONE
from app.kit.testing import Organisation, Product
from app.kit.testing.work import worked_off
from tests.features.api_keys.test_api_keys import made, with_key
from tests.features.approvals.test_approvals import OBEDIENT
from tests.features.conftest import Model, Talk, ask

CSV = {"file": ("c.csv", "code,name\nK1,One\nK2,Two\n")}
PROPOSES = (
    {"match": "remind", "step": 0, "calls": [{"name": "create_task", "args": {"title": "Call ACME"}}]},
    {"role": "tool", "match": "approval", "text": "It waits."},
)

End = Callable[[dict[str, Any]], Awaitable[Any]]


@pytest.fixture
async def key(org: Organisation) -> dict[str, Any]:
    """A key of the administrator for everything that a key may do."""
    return await made(org.admin.http, [s["name"] for s in (await org.admin.http.get("/api-keys/scopes")).json()])


@pytest.fixture(params=["revoked", "stopped", "expired"])
def end(request: pytest.FixtureRequest, org: Organisation, owner: Any) -> End:
    """Each way in which a key ends."""
    http = org.admin.http
    past = datetime.now(UTC) - timedelta(seconds=1)
    return {
        "revoked": lambda key: http.delete(f"/api-keys/{key['id']}"),
        "stopped": lambda key: http.patch(f"/api-keys/{key['id']}", json={"enabled": False}),
        "expired": lambda key: owner.execute("update api_keys set expires_at = $2 where id = $1", key["id"], past),
    }[str(request.param)]


async def test_the_audit_names_the_key_of_work_done_later(product: Product, org: Organisation, key: dict[str, Any]) -> None:
    async with with_key(product, key["secret"]) as http:
        given = (await http.post("/customers/import", files=CSV)).json()
    assert (await worked_off(product, org.admin.http, given["operation_id"]))["status"] == "completed"
    rows = (await org.admin.http.get("/audit-logs", params={"entity_type": "customers", "action": "create"})).json()["items"]
    assert len(rows) == 2 and {row["actor"]["api_key_id"] for row in rows} == {key["id"]}


async def test_work_of_a_key_that_ended_is_not_begun(product: Product, org: Organisation, key: dict[str, Any], end: End) -> None:
    async with with_key(product, key["secret"]) as http:
        imported = (await http.post("/customers/import", files=CSV)).json()["operation_id"]
        task = (await http.post("/agents/execute", json={"task": "How many customers?", "agent_type": "assistant"})).json()
    await end(key)
    for id in (imported, task["operation_id"]):
        operation = await worked_off(product, org.admin.http, id)
        assert (operation["status"], operation["error"]) == ("failed", KEY_GONE)
    assert (await org.admin.http.get("/customers")).json()["items"] == []
    messages = (await org.admin.http.get(f"/conversations/{task['agent_metadata']['conversation_id']}/messages")).json()["items"]
    assert [m["status"] for m in messages] == ["complete", "stopped"], "nobody waits for this answer any more"


async def test_a_key_that_ends_stops_its_work_in_the_middle(
    product: Product, org: Organisation, key: dict[str, Any], end: End, model: Model
) -> None:
    model({"match": "slowly", "text": "word " * 400, "delay": 0.05})
    async with with_key(product, key["secret"]) as http:
        task = (await http.post("/agents/execute", json={"task": "slowly", "agent_type": "assistant"})).json()
    running = asyncio.create_task(worked_off(product, org.admin.http, task["operation_id"]))
    async with asyncio.timeout(20):
        while (await org.admin.http.get(f"/operations/{task['operation_id']}")).json()["progress"] == 0:
            await asyncio.sleep(0.05)
    await end(key)
    async with asyncio.timeout(10):  # twenty seconds of text were still to come
        operation = await running
    assert (operation["status"], operation["error"]) == ("failed", KEY_GONE)


async def test_a_proposal_is_done_as_its_key_and_not_without_it(
    product: Product, org: Organisation, key: dict[str, Any], end: End, model: Model
) -> None:
    model(*PROPOSES)
    admin = org.admin.http
    async with with_key(product, key["secret"]) as http:
        talks = [f"/conversations/{(await http.post('/conversations', json={'agent': 'assistant'})).json()['id']}" for _ in range(2)]
        asked = [(await ask(http, path, "remind ACME"))["approvals"][0]["id"] for path in talks]
    done = await admin.post(f"{talks[0]}/approvals/{asked[0]}", json={"decision": "approve"})
    assert done.json()["status"] == "approved", done.text
    row = (await admin.get("/audit-logs", params={"entity_type": "tasks"})).json()["items"][0]
    assert (row["action"], row["actor"]["api_key_id"], row["actor"]["agent"]) == ("create", key["id"], "assistant")
    await end(key)
    refused = await admin.post(f"{talks[1]}/approvals/{asked[1]}", json={"decision": "approve"})
    assert refused.status_code == 409 and KEY_GONE in refused.text
    assert len((await admin.get("/tasks")).json()["items"]) == 1


@pytest.fixture
async def order(org: Organisation, model: Model) -> str:
    """A command to shut somebody out, for an agent that may and does what it is told."""
    ada = await org.person("user")
    model(*OBEDIENT)
    made_here = await org.admin.http.post("/agents", json={
        "name": "clerk", "label": "Clerk", "role": "You look after people.", "prompt": "Do it.", "tools": ["get_user", "set_user_status"],
    })  # fmt: skip
    assert made_here.status_code == 201, made_here.text
    return f'CALL set_user_status {{"id": "{ada.id}", "status": "inactive"}}'


async def test_work_of_a_key_does_nothing_that_no_key_may_do(product: Product, org: Organisation, key: dict[str, Any], order: str) -> None:
    async with with_key(product, key["secret"]) as http:
        task = (await http.post("/agents/execute", json={"task": order, "agent_type": "clerk"})).json()
    await worked_off(product, org.admin.http, task["operation_id"])
    path = f"/conversations/{task['agent_metadata']['conversation_id']}"
    answer = (await org.admin.http.get(f"{path}/messages")).json()["items"][-1]
    assert [(c["name"], c["status"]) for c in answer["tool_calls"]] == [("set_user_status", "error")]
    assert answer["approvals"] == [] and "No API key may do this" in answer["tool_calls"][0]["summary"]


async def test_no_key_approves_what_no_key_may_do(product: Product, org: Organisation, key: dict[str, Any], order: str, talk: Talk) -> None:
    path = await talk("clerk")
    answer = await ask(org.admin.http, path, order)
    assert answer["approvals"], answer["tool_calls"][0]["summary"]
    approval = answer["approvals"][0]
    async with with_key(product, key["secret"]) as http:
        refused = await http.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})
    assert refused.status_code == 403 and "No API key may do this" in refused.text
    waiting = (await org.admin.http.get(f"{path}/approvals")).json()["items"]
    assert [a["status"] for a in waiting] == ["waiting"], "its person can still decide"


async def test_a_key_that_may_not_do_it_neither_approves_nor_spends_a_proposal(
    product: Product, org: Organisation, model: Model, talk: Talk
) -> None:
    model(*OBEDIENT)
    path = await talk()
    answer = await ask(org.admin.http, path, 'CALL create_customer {"code": "K9", "name": "Nine"}')
    where = f"{path}/approvals/{answer['approvals'][0]['id']}"
    narrow = await made(org.admin.http, ["customers:read", "agents:use"])
    async with with_key(product, narrow["secret"]) as http:
        refused = await http.post(where, json={"decision": "approve"})
    assert refused.status_code == 403 and "this API key" in refused.text
    done = await org.admin.http.post(where, json={"decision": "approve"})
    assert (done.status_code, done.json()["status"]) == (200, "approved"), done.text
