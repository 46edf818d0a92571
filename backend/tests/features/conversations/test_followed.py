"""Who follows another person's conversation live, and until when (security cases 94, 95)."""

import asyncio

import httpx

from app.kit.testing import Organisation
from app.kit.testing.live import listening, served
from tests.features.conftest import Model, Talk, ask


async def test_who_may_read_no_longer_hears_no_more(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": ".", "text": "CANARY"})
    path = await talk()
    topic = f"conversation:{path.rpartition('/')[2]}"
    bob = await org.person(permissions=["agents:use"])
    async with served(org.product) as address, listening(address, bob.token) as socket:
        assert not (await socket.subscribe(topic))["ok"]
        await ann.put(f"{path}/shares/{bob.id}")
        assert (await socket.subscribe(topic))["ok"]
        await ask(ann, path, "one")
        await until(lambda: len(socket.of("message.completed")) == 1)
        await ann.delete(f"{path}/shares/{bob.id}")
        await asyncio.sleep(1)
        before = len(socket.heard)
        await ask(ann, path, "two")
        await asyncio.sleep(0.5)
        assert len(socket.heard) == before and not (await socket.subscribe(topic))["ok"]


async def test_who_answered_for_the_agents_hears_no_more_once_they_have_the_word_again(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": ".", "text": "CANARY"})
    path = await talk()
    topic = f"conversation:{path.rpartition('/')[2]}"
    eve = await org.person(permissions=["agents:use", "agents:manage"])
    await ann.post(f"{path}/hand-over", json={"reason": "please"})
    async with served(org.product) as address, listening(address, eve.token, topic) as socket:
        await eve.http.post(f"{path}/take-over")
        await until(lambda: len(socket.of("conversation.changed")) > 0)
        assert (await eve.http.post(f"{path}/hand-back", json={})).status_code == 200
        await asyncio.sleep(1)
        before = len(socket.heard)
        await ask(ann, path, "only for me")
        await asyncio.sleep(0.5)
        assert socket.heard[before:] == []
        assert (await eve.http.get(f"{path}/messages")).status_code == 404


async def test_reading_along_opens_nothing_else(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    """No file, no decision, no trail; and once it is taken back not even a hit in a search."""
    task = {"name": "create_task", "args": {"title": "CANARY"}}
    model({"role": "tool", "match": ".", "text": "CANARY waits."}, {"match": ".", "calls": [task]})
    path, bob = await talk(), await org.person("user")
    file = (await ann.post(f"{path}/attachments", files={"file": ("a.csv", b"a\n1\n", "text/csv")})).json()["id"]
    answer = await ask(ann, path, "go")
    waiting, message = answer["approvals"][0]["id"], f"{path}/messages/{answer['id']}"
    await ann.put(f"{path}/shares/{bob.id}")
    assert (await bob.http.get("/conversations", params={"shared": True, "q": "canary"})).json()["items"] != []
    refused = {
        "file": await bob.http.get(f"{path}/attachments/{file}/content"),
        "attach": await bob.http.post(f"{path}/attachments", files={"file": ("b.csv", b"b\n", "text/csv")}),
        "decide": await bob.http.post(f"{path}/approvals/{waiting}", json={"decision": "approve"}),
        "undo": await bob.http.post(f"{path}/approvals/{waiting}/undo"),
        "go on": await bob.http.post(f"{message}/continue"),
        "trail": await bob.http.get(f"{path}/trail"),
        "trace": await bob.http.get(f"/traces/{answer['id']}"),
        "hand over": await bob.http.post(f"{path}/hand-over", json={"reason": "x"}),
        "branch": await bob.http.put(f"{path}/branch", json={"message_id": answer["id"]}),
    }
    assert {what: r.status_code for what, r in refused.items() if r.status_code not in (403, 404, 405)} == {}
    assert (await ann.get("/tasks", params={"title": "CANARY"})).json()["items"] == []
    await ann.delete(f"{path}/shares/{bob.id}")
    assert (await bob.http.get("/conversations", params={"shared": True, "q": "canary"})).json()["items"] == []
    gone = [await bob.http.get(path + end) for end in ("", "/messages", "/export", "/attachments", "/approvals", "/trail")]
    assert {r.status_code for r in gone} == {404} and "CANARY" not in "".join(r.text for r in gone)


async def until(true: object) -> None:
    """Wait for what must come."""
    assert callable(true)
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.05)
