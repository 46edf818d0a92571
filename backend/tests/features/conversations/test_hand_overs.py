"""A person instead of an agent: who waits, who takes over, who has the word, and the way back; told to everybody concerned."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from app.kit.testing import Organisation, Product
from app.kit.testing.live import Heard, listening, served
from tests.features.conftest import Model, Talk, ask

KINDS = ("conversation.waiting", "conversation.taken", "conversation.answered", "conversation.returned")


@pytest.fixture
async def ben(org: Organisation) -> httpx.AsyncClient:
    """Somebody who only talks with agents."""
    return await org.client("user", permissions={"agents:use", "notifications:read", "customers:read"})


async def told(client: httpx.AsyncClient) -> list[str]:
    """Kinds of the notifications about conversations, oldest first."""
    rows = (await client.get("/notifications")).json()["items"]
    return [n["kind"] for n in reversed(rows) if n["kind"] in KINDS]


def heard(event: str) -> Callable[[list[Heard]], Any]:
    return lambda events: any(name == event for name, _ in events)


async def test_from_asking_to_giving_back(
    org: Organisation, model: Model, ann: httpx.AsyncClient, ben: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": "discount", "text": "I can not give any."})
    path = await talk(client=ben)
    await ask(ben, path, "I want a discount")
    model({"match": "A colleague takes over", "text": "He wants a discount; the agent may not."}, {"match": ".", "text": "Hm."})
    assert (await ben.post(f"{path}/hand-over", json={"reason": "a discount"})).json()["status"] == "waiting"
    row = await until(ann, lambda row: row["tried"].startswith("He wants"))
    me, ada = (await ben.get("/auth/me")).json(), (await ann.get("/auth/me")).json()
    assert (row["owner"], row["waiting_reason"], row["assigned_to"], row["status"]) == (me["name"], "a discount", None, "waiting")
    assert (await ask(ben, path, "hello?"))["role"] == "user", "the agents are silent"
    taken = (await ann.post(f"{path}/take-over")).json()
    assert (taken["status"], taken["assigned_to"]) == ("with_person", ada["id"])
    seen = (await ben.get(path)).json()
    assert (seen["assigned"], seen["owner"]) == (ada["name"], "")
    assert (await ask(ann, path, "You get 5 %."))["author"] == ada["name"]
    assert (await ann.post(f"{path}/hand-back", json={"note": "he gets 5"})).json()["status"] == "open"
    assert (await ann.get("/conversations/hand-overs")).json()["items"] == []
    assert (await ann.get(path)).status_code == 404, "with the agents it is his alone again"
    last = (await ben.get(f"{path}/messages")).json()["items"][-1]
    assert (last["kind"], last["content"]) == ("note", "Note for the agents: he gets 5")
    assert (await told(ann), await told(ben)) == (["conversation.waiting"], list(KINDS[1:]))
    logged = (await ann.get("/audit-logs", params={"entity_id": path.rpartition("/")[2]})).json()["items"]
    assert [row["action"] for row in logged] == ["returned", "taken"]


async def until(client: httpx.AsyncClient, good: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The one conversation in the list, once it is so."""
    async with asyncio.timeout(5):
        while True:
            rows = (await client.get("/conversations/hand-overs")).json()["items"]
            if rows and good(rows[0]):
                return dict(rows[0])
            await asyncio.sleep(0.05)


async def test_of_two_who_take_it_one_wins_and_may_let_go(
    org: Organisation, ann: httpx.AsyncClient, ben: httpx.AsyncClient, talk: Talk
) -> None:
    path = await talk(client=ben)
    assert (await ann.post(f"{path}/take-over")).status_code == 404, "nobody was asked for"
    await ben.post(f"{path}/hand-over", json={"reason": ""})
    eve = await org.client(permissions=["agents:use", "agents:manage"])
    both = await asyncio.gather(*(client.post(f"{path}/take-over") for client in (ann, eve)))
    assert sorted(r.status_code for r in both) == [200, 409]
    first, second = (ann, eve) if both[0].status_code == 200 else (eve, ann)
    name = (await first.get("/auth/me")).json()["name"]
    late = next(r.json() for r in both if r.status_code == 409)
    assert late["detail"] == f"{name} has taken this over."
    refused = await second.post(f"{path}/messages", json={"content": "me too"})
    assert refused.status_code == 409
    assert (await second.get("/conversations/hand-overs")).json()["items"][0]["assigned"] == name
    assert (await first.post(f"{path}/release")).json()["status"] == "waiting"
    assert (await second.post(f"{path}/take-over")).status_code == 200
    assert (await ben.post(f"{path}/take-over")).status_code == 403
    assert (await ben.get("/conversations/hand-overs")).status_code == 403


async def test_nobody_takes_over_his_own(ann: httpx.AsyncClient, talk: Talk) -> None:
    path = await talk()
    await ann.post(f"{path}/hand-over", json={"reason": ""})
    assert (await ann.post(f"{path}/take-over")).status_code == 403
    assert await told(ann) == []


async def test_who_waits_longest_comes_first(ann: httpx.AsyncClient, ben: httpx.AsyncClient, talk: Talk) -> None:
    paths = [await talk(client=ben) for _ in range(3)]
    for path in (paths[1], paths[0], paths[2]):
        await ben.post(f"{path}/hand-over", json={"reason": ""})
    page = (await ann.get("/conversations/hand-overs", params={"limit": 2, "count": "true"})).json()
    rest = (await ann.get("/conversations/hand-overs", params={"cursor": page["next_cursor"]})).json()
    ids = [row["id"] for row in (*page["items"], *rest["items"])]
    assert (page["total"], ids) == (3, [paths[n].rpartition("/")[2] for n in (1, 0, 2)])


@pytest.mark.parametrize("agent", ["assistant", "concierge"])
async def test_an_agent_calls_a_person_by_itself(
    agent: str, model: Model, ann: httpx.AsyncClient, ben: httpx.AsyncClient, talk: Talk
) -> None:
    model(
        {"role": "tool", "match": '"called":true', "text": "A colleague will take over."},
        {"match": "find", "calls": [{"name": "call_a_person", "args": {"reason": "He is angry."}}]},
    )
    path = await talk(agent, client=ben)
    answer = await ask(ben, path, "find my record at last")
    assert answer["content"].endswith("A colleague will take over."), answer
    assert [(c["name"], c["status"]) for c in answer["tool_calls"]] == [("call_a_person", "ok")]
    row = (await ann.get("/conversations/hand-overs")).json()["items"][0]
    assert (row["waiting_reason"], row["status"]) == ("He is angry.", "waiting")
    assert "find my record" in row["tried"]


async def test_lists_and_the_owner_hear_each_step(org: Organisation, product: Product, ann: httpx.AsyncClient, talk: Talk) -> None:
    ben = await org.person("user", permissions={"agents:use"})
    path = await talk(client=ben.http)
    topic = f"conversation:{path.rpartition('/')[2]}"
    async with served(product) as base, listening(base, org.admin.token) as hers, listening(base, ben.token, topic) as his:
        for client, step in ((ben.http, "hand-over"), (ann, "take-over"), (ann, "release"), (ann, "hand-back")):
            hers.heard.clear()
            his.heard.clear()
            assert (await client.post(f"{path}/{step}", json={})).status_code == 200
            await hers.until(heard("handovers.changed"))
            await his.until(heard("conversation.changed"))
            assert his.of("handovers.changed") == []
