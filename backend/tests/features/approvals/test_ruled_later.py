"""What waits and the rules that came later: the stricter one holds, and what an agent may not do any more is not done on approval."""

from typing import Any

import httpx
import pytest

from app.kit.testing import Organisation
from tests.features.approvals.test_approvals import OBEDIENT, customer
from tests.features.conftest import Model, Talk, ask

CLERK: dict[str, Any] = {"label": "Clerk", "role": "You keep customers.", "tools": ["get_customer", "delete_customer", "update_customer"]}
ADMIN_DECIDES = {"policies": [{"tool": "delete_*", "approver": "admin"}]}


async def told(ann: httpx.AsyncClient, **more: Any) -> None:
    """Ann makes the clerk, or tells him otherwise from now on."""
    said = await ann.put("/agents/clerk", json={**CLERK, **more})
    if said.status_code == 404:
        said = await ann.post("/agents", json={**CLERK, "name": "clerk", **more})
    assert said.status_code < 300, said.text


@pytest.fixture
async def waiting(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> tuple[str, httpx.AsyncClient, str]:
    """The address of a customer that Ben let the clerk propose to delete, Ben, and the approval that is his to decide."""
    acme = await customer(ann)
    await told(ann)
    ben = await org.client("user", permissions={"agents:use", "notifications:read", "customers:read", "customers:delete"})
    model(*OBEDIENT)
    path = await talk("clerk", client=ben)
    approval = (await ask(ben, path, f'CALL delete_customer {{"id": "{acme["id"]}"}}'))["approvals"][0]
    assert approval["approver"] == ""
    return f"/customers/{acme['id']}", ben, f"{path}/approvals/{approval['id']}"


Waiting = tuple[str, httpx.AsyncClient, str]


async def inbox(client: httpx.AsyncClient) -> list[tuple[str, str]]:
    found = await client.get("/approvals", params={"scope": "inbox", "open": "true"})
    return [(a["operation"], a["approver"]) for a in found.json()["items"]]


async def test_a_role_that_is_named_later_decides_on_what_waits(org: Organisation, waiting: Waiting, ann: httpx.AsyncClient) -> None:
    record, ben, url = waiting
    helper = await org.client("user", permissions={"agents:use", "customers:delete"})
    assert (await inbox(ben), await inbox(helper)) == ([("delete_customer", "")], [])
    await told(ann, **ADMIN_DECIDES)
    assert (await inbox(ben), await inbox(ann), await inbox(helper)) == ([], [("delete_customer", "admin")], [])
    shown = (await ben.get(f"{url.partition('/approvals')[0]}/messages")).json()["items"][-1]["approvals"][0]
    assert shown["approver"] == "admin"
    refused = await ben.post(url, json={"decision": "approve"})
    assert (refused.status_code, "admin" in refused.json()["detail"]) == (403, True)
    assert (await ann.get(record)).status_code == 200
    done = (await ann.post(url, json={"decision": "approve"})).json()
    assert (done["status"], done["approver"]) == ("approved", "admin"), done
    assert (await ann.get(record)).status_code == 404


async def test_a_rule_made_milder_lets_nothing_through_that_somebody_else_was_to_see(
    waiting: Waiting, ann: httpx.AsyncClient, talk: Talk
) -> None:
    record, ben, _ = waiting
    await told(ann, **ADMIN_DECIDES)
    path = await talk("clerk", client=ben)
    approval = (await ask(ben, path, f'CALL delete_customer {{"id": "{record.rpartition("/")[2]}"}}'))["approvals"][0]
    await told(ann, policies=[{"tool": "delete_*", "approval": "never"}])
    assert (await ben.post(f"{path}/approvals/{approval['id']}", json={"decision": "approve"})).status_code == 403
    assert ("delete_customer", "admin") in await inbox(ann)


@pytest.mark.parametrize(
    "now",
    [{"tools": ["get_customer", "update_customer"]}, {"policies": [{"tool": "delete_*", "max_calls": 0}]}],
    ids=["taken", "forbidden"],
)
async def test_a_tool_that_was_taken_away_is_not_used_on_approval(now: dict[str, Any], waiting: Waiting, ann: httpx.AsyncClient) -> None:
    """Ben may delete customers, and the clerk may still change them: neither lends the agent what it may not do any more."""
    record, ben, url = waiting
    await told(ann, **now)
    done = (await ben.post(url, json={"decision": "approve"})).json()
    assert (done["status"], "Clerk may not use delete_customer any more" in done["error"]) == ("outdated", True), done
    assert (await ann.get(record)).status_code == 200
    last = (await ben.get(f"{url.partition('/approvals')[0]}/messages")).json()["items"][-1]
    assert "may not use delete_customer" in last["content"]
    assert (await ben.post(url, json={"decision": "approve"})).status_code == 409


GONE = ["deleted", "off", "of another role"]


async def leave(ann: httpx.AsyncClient, how: str) -> None:
    if how == "deleted":
        assert (await ann.delete("/agents/clerk")).status_code == 204
    elif how == "off":
        assert (await ann.post("/agents/clerk/disable")).status_code == 200
    else:
        await told(ann, roles=["admin"])


@pytest.mark.parametrize("how", GONE)
@pytest.mark.parametrize("given", [{}, {"args": True}], ids=["as it is", "edited"])
async def test_what_an_agent_left_behind_can_be_approved_to_no_effect(
    how: str, given: dict[str, Any], waiting: Waiting, ann: httpx.AsyncClient
) -> None:
    record, ben, url = waiting
    args = (await ben.get("/approvals")).json()["items"][0]["args"]
    await leave(ann, how)
    said = await ben.post(url, json={"decision": "approve", **({"args": args} if given else {})})
    assert said.status_code == 200, said.text
    done = said.json()
    assert (done["status"], "clerk is no longer there" in done["error"]) == ("outdated", True), done
    assert (await ann.get(record)).status_code == 200 and await inbox(ben) == []


@pytest.mark.parametrize("how", GONE)
async def test_what_an_agent_left_behind_can_be_rejected(how: str, waiting: Waiting, ann: httpx.AsyncClient) -> None:
    _, ben, url = waiting
    await leave(ann, how)
    done = (await ben.post(url, json={"decision": "reject", "note": "Not now."})).json()
    assert (done["status"], done["note"]) == ("rejected", "Not now.")
    last = (await ben.get(f"{url.partition('/approvals')[0]}/messages")).json()["items"][-1]
    assert "Not now." in last["content"] and await inbox(ben) == []
