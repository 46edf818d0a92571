"""Conversations over HTTP: whose they are, what stays, what a reader sees who leaves and comes back."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.kit.testing import Organisation
from tests.features.conftest import Model, Talk, ask, begun, events

SLOW = {"match": "count", "text": " ".join(str(n) for n in range(1, 41)), "delay": 0.01}
STREAM = {"accept": "text/event-stream"}


async def test_agents_are_listed_with_the_tools_of_the_caller(org: Organisation, model: Model, ann: httpx.AsyncClient) -> None:
    mine = {a["name"]: a for a in (await ann.get("/agents")).json()["items"]}
    assert set(mine) >= {"assistant", "data_analyst", "concierge"}
    assert {"list_customers", "create_task", "delete_invoice"} <= set(mine["assistant"]["tools"])
    assert not [t for t in mine["data_analyst"]["tools"] if t.startswith(("create_", "delete_", "update_", "bulk_"))]
    guest = await org.client(permissions=["agents:use", "customers:read"])
    shown = {a["name"]: a["tools"] for a in (await guest.get("/agents")).json()["items"]}
    assert "list_customers" in shown["assistant"]
    assert not [t for t in shown["assistant"] if "invoice" in t or t.startswith("create_")]
    assert (await guest.get("/agents/capabilities")).json()["provider"] == "offline"


async def test_no_agents_without_the_permission(org: Organisation, model: Model) -> None:
    other = await org.client(permissions=["customers:read"])
    assert [(await other.get(path)).status_code for path in ("/agents", "/conversations")] == [403, 403]


async def test_a_conversation_is_named_by_its_first_message_and_renamed_and_deleted(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": "weather", "text": "I do not know."})
    path = await talk()
    await ann.post(f"{path}/messages", json={"content": "What about the weather?"})
    made = (await ann.get(path)).json()
    assert (made["title"], made["last_message"]) == ("What about the weather?", "I do not know.")
    assert (await ann.patch(path, json={"title": "Weather"})).json()["title"] == "Weather"
    found = (await ann.get("/conversations", params={"q": "do not know"})).json()["items"]
    assert [c["title"] for c in found] == ["Weather"]
    assert (await ann.delete(path)).status_code == 204
    assert (await ann.get(path)).status_code == 404


async def test_a_title_holds_no_secret_that_was_said(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": "key", "text": "Noted."})
    path = await talk()
    await ask(ann, path, "My key is sk-proj-aaaa1111bbbb2222")
    assert (await ann.get(path)).json()["title"] == "My key is •••"


async def test_the_list_pages_newest_first(ann: httpx.AsyncClient, talk: Talk) -> None:
    made = [(await talk()).rpartition("/")[2] for _ in range(5)]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = (await ann.get("/conversations", params={"limit": 2, **({"cursor": cursor} if cursor else {})})).json()
        seen += [c["id"] for c in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]


@pytest.mark.parametrize("foreign", ["same organisation", "another organisation"])
async def test_nobody_else_sees_it(
    org: Organisation, other_org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk, foreign: str
) -> None:
    model({"match": ".", "text": "secret"})
    path = await talk()
    answer = (await ann.post(f"{path}/messages", json={"content": "hello"})).json()
    eve = (await org.person("user")).http if foreign == "same organisation" else other_org.admin.http
    assert (await eve.get("/conversations")).json()["items"] == []
    tried = [
        await eve.get(path), await eve.get(f"{path}/messages"), await eve.patch(path, json={"title": "x"}), await eve.delete(path),
        await eve.post(f"{path}/messages", json={"content": "hi"}), await eve.post(f"{path}/stop"), await eve.get(f"{path}/approvals"),
        await eve.get(f"{path}/messages/{answer['id']}/events"), await eve.get(f"{path}/attachments"),
        await eve.post(f"{path}/hand-over", json={}),
        await eve.post(f"{path}/approvals/{uuid4()}", json={"decision": "approve"}),
        await eve.post(f"{path}/attachments", files={"file": ("a.csv", b"a\n1\n", "text/csv")}),
    ]  # fmt: skip
    assert {r.status_code for r in tried} == {404}
    assert (await ann.get(path)).status_code == 200


async def test_the_stream_says_everything_in_order_and_once(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model(SLOW)
    path = await talk()
    said = await ann.post(f"{path}/messages", json={"content": "count"}, headers=STREAM)
    assert said.headers["content-type"].startswith("text/event-stream")
    got = events(said.text)
    kinds = [kind for _, kind, _ in got]
    assert (kinds[0], kinds[-1], set(kinds[1:-1])) == ("start", "complete", {"delta"})
    assert "".join(data["text"] for _, kind, data in got if kind == "delta") == SLOW["text"] == got[-1][2]["message"]["content"]
    assert [int(id.rpartition(":")[2]) for id, _, _ in got] == list(range(1, len(got) + 1))


async def test_a_reader_who_comes_back_gets_the_rest(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model(SLOW)
    path = await talk()
    whole = events((await ann.post(f"{path}/messages", json={"content": "count"}, headers=STREAM)).text)
    message = whole[0][2]["message_id"]
    for place in (0, 1, len(whole) // 2, len(whole) - 1):
        headers = {**STREAM, **({"last-event-id": whole[place - 1][0]} if place else {})}
        again = events((await ann.get(f"{path}/messages/{message}/events", headers=headers)).text)
        assert [(id, kind) for id, kind, _ in again] == [(id, kind) for id, kind, _ in whole[place:]]
    posted = await ann.post(f"{path}/messages", json={"content": "count"}, headers={**STREAM, "last-event-id": whole[2][0]})
    assert [id for id, _, _ in events(posted.text)] == [id for id, _, _ in whole[3:]]
    assert len((await ann.get(f"{path}/messages")).json()["items"]) == 2
    for wrong in ("rubbish", f"{uuid4()}:1", f"{message}:-2", f"{message}:1_0", f"{message}:{10**30}", f"{message}: 1"):
        assert (await ann.get(f"{path}/messages/{message}/events", headers={"last-event-id": wrong})).status_code == 422


async def test_the_answer_is_finished_when_the_client_is_gone(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model(SLOW)
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "count"}, headers=STREAM))
    await begun(ann, path)
    asking.cancel()
    assert (await ann.post(f"{path}/messages", json={"content": "impatient"})).status_code == 409
    assert (await _settled(ann, path))["content"] == SLOW["text"]


async def test_stop_keeps_what_was_said(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({**SLOW, "delay": 0.05})
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "count"}))
    await begun(ann, path, "1 2 3")
    assert (await ann.post(f"{path}/stop")).status_code == 204
    answer = (await asking).json()
    assert answer["status"] == "stopped"
    assert answer["content"].startswith("1 2 3") and not answer["content"].endswith("40")
    assert (await ann.post(f"{path}/messages", json={"content": "go on"})).status_code == 200


async def test_the_same_key_asks_once(org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": ".", "text": "yes"})
    path, key = await talk(), {"idempotency-key": str(uuid4())}
    asked = [ann.post(f"{path}/messages", json={"content": "really?"}, headers=key) for _ in range(3)]
    same = [said.json()["id"] for said in (*await asyncio.gather(*asked[:2]), await asked[2])]
    assert len(set(same)) == 1
    other = await ann.post(f"{path}/messages", json={"content": "Something else"}, headers=key)
    assert other.status_code == 422 and "another request" in other.text, "an old answer is no answer to another question"
    assert len((await ann.get(f"{path}/messages")).json()["items"]) == 2


async def test_an_answer_can_be_stored_whatever_the_model_says(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model(
        {"role": "user", "match": ".", "text": "nul \0 \U0001f600", "calls": [{"name": "list_tasks", "args": {"q": "\0"}}]},
        {"role": "tool", "match": ".", "text": "ok"},
    )
    answer = await ask(ann, await talk(), "go")
    assert answer["status"] == "complete" and answer["content"] == "nul  \U0001f600ok"


async def _settled(client: httpx.AsyncClient, path: str) -> dict[str, Any]:
    for _ in range(100):
        last = (await client.get(f"{path}/messages")).json()["items"][-1]
        if last["status"] != "running":
            return dict(last)
        await asyncio.sleep(0.05)
    raise AssertionError("still running")


async def test_without_a_model_people_in_an_answer_have_their_names(ann: httpx.AsyncClient, talk: Talk) -> None:
    me = (await ann.get("/auth/me")).json()
    for n in range(2):
        assert (await ann.post("/tasks", json={"title": f"Call {n}", "assignee": me["id"]})).status_code == 201
    path = await talk()
    for question in ("list all tasks", "number of tasks per assignee"):
        said = (await ann.post(f"{path}/messages", json={"content": question})).json()["content"]
        assert me["name"] in said
        assert me["id"] not in said
