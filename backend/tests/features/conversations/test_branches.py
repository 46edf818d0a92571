"""Conversations as trees: another answer, an edited question, the rest of an answer that was stopped; nothing is lost."""

import asyncio
from typing import Any

import httpx

from app.kit.testing import Organisation
from tests.features.conftest import Model, Talk, ask, events

STREAM = {"accept": "text/event-stream"}


async def said(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    return list((await client.get(f"{path}/messages")).json()["items"])


def words(messages: list[dict[str, Any]]) -> list[str]:
    return [m["content"] for m in messages]


async def test_another_answer_stands_beside_the_first_and_both_can_be_looked_at(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": "colour", "text": "Blue."})
    path = await talk()
    first = await ask(ann, path, "Which colour?")
    await ask(ann, path, "And which colour else?")
    model({"match": "colour", "text": "Green."})
    second = (await ann.post(f"{path}/messages/{first['id']}/regenerate", json={}, timeout=60)).json()
    assert second["content"] == "Green."
    now = await said(ann, path)
    assert words(now) == ["Which colour?", "Green."]
    assert now[1]["versions"] == second["versions"] == [first["id"], second["id"]] and now[0]["versions"] == [now[0]["id"]]
    assert (await ann.put(f"{path}/branch", json={"message_id": first["id"]})).status_code == 200
    assert words(await said(ann, path)) == ["Which colour?", "Blue.", "And which colour else?", "Blue."]


async def test_an_edited_question_begins_a_branch_and_the_model_is_told_only_that_branch(
    fake_model: Any, ann: httpx.AsyncClient, talk: Talk
) -> None:
    path = await talk()
    await ask(ann, path, "My name is Ada.")
    await ask(ann, path, "I like tea.")
    mine = [m for m in await said(ann, path) if m["role"] == "user"]
    fake_model.seen.clear()
    answer = (await ann.post(f"{path}/messages", json={"content": "I like coffee.", "edits": mine[1]["id"]}, timeout=60)).json()
    told = [m.content for m in fake_model.seen[-1].messages if m.role == "user"]
    assert told == ["My name is Ada.", "I like coffee."]
    assert answer["status"] == "complete"
    now = await said(ann, path)
    assert words(now)[0::2] == ["My name is Ada.", "I like coffee."]
    assert len(now[2]["versions"]) == 2
    first = (await ann.post(f"{path}/messages", json={"content": "My name is Bob.", "edits": mine[0]["id"]}, timeout=60)).json()
    assert words(await said(ann, path))[0] == "My name is Bob." and first["parent_id"] == (await said(ann, path))[0]["id"]
    await ann.put(f"{path}/branch", json={"message_id": mine[0]["id"]})
    assert words(await said(ann, path))[2] == "I like coffee."  # where that branch was last worked on


async def test_pages_and_streams_follow_the_branch(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": ".", "text": "one two three"})
    path = await talk()
    for n in range(3):
        await ask(ann, path, f"question {n}")
    last = (await said(ann, path))[-1]
    whole = events((await ann.post(f"{path}/messages/{last['id']}/regenerate", json={}, headers=STREAM)).text)
    assert (whole[0][1], whole[-1][1]) == ("start", "complete")
    again = await ann.get(f"{path}/messages/{whole[0][2]['message_id']}/events", headers={**STREAM, "last-event-id": whole[1][0]})
    assert [id for id, _, _ in events(again.text)] == [id for id, _, _ in whole[2:]]
    seen: list[str] = []
    cursor = None
    while True:
        page = (await ann.get(f"{path}/messages", params={"limit": 2, **({"cursor": cursor} if cursor else {})})).json()
        seen = [m["id"] for m in page["items"]] + seen
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [m["id"] for m in await said(ann, path)] and len(seen) == 6 and last["id"] not in seen


async def test_a_stopped_answer_goes_on(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model(
        {"match": "Go on with your last answer", "text": "and the rest."},
        {"match": "count", "text": "1 2 3 4 5 6 7 8 9 " * 10, "delay": 0.1},
    )
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "count"}, timeout=60))
    while not any(m["content"] for m in await said(ann, path) if m["role"] == "assistant"):
        await asyncio.sleep(0.05)
    await ann.post(f"{path}/stop")
    stopped = (await asking).json()
    rest = (await ann.post(f"{path}/messages/{stopped['id']}/continue", timeout=60)).json()
    assert (stopped["status"], rest["content"], rest["parent_id"]) == ("stopped", "and the rest.", stopped["id"])
    assert (await ann.post(f"{path}/messages/{rest['id']}/continue")).status_code == 409


async def test_the_same_key_asks_again_once(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": ".", "text": "yes"})
    path = await talk()
    first = await ask(ann, path, "really?")
    key = {"idempotency-key": "again-1"}
    both = [(await ann.post(f"{path}/messages/{first['id']}/regenerate", json={}, headers=key, timeout=60)).json() for _ in range(2)]
    assert both[0]["id"] == both[1]["id"] != first["id"]
    second = await ask(ann, path, "and now?")
    other = await ann.post(f"{path}/messages/{second['id']}/regenerate", json={}, headers=key, timeout=60)
    assert other.status_code == 422, "the answer to another question is not handed out"


async def test_only_ones_own_words_and_answers_of_agents(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": ".", "text": "yes"})
    path, other = await talk(), await talk()
    answer = await ask(ann, path, "really?")
    question = (await said(ann, path))[0]
    tried = [
        await ann.post(f"{path}/messages", json={"content": "x", "edits": answer["id"]}),
        await ann.post(f"{path}/messages/{question['id']}/regenerate", json={}),
        await ann.post(f"{other}/messages/{answer['id']}/regenerate", json={}),
        await ann.put(f"{other}/branch", json={"message_id": answer["id"]}),
        await ann.patch(f"{other}/messages/{answer['id']}", json={"pinned": True}),
    ]
    assert [r.status_code for r in tried] == [403, 422, 404, 422, 404]


async def test_another_agent_answers_once_or_from_now_on(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    model({"match": ".", "text": "yes"})
    path = await talk()
    first = await ask(ann, path, "really?")
    other = (await ann.post(f"{path}/messages/{first['id']}/regenerate", json={"agent": "data_analyst"}, timeout=60)).json()
    assert (other["agent"], (await ann.get(path)).json()["agent"]) == ("data_analyst", "assistant")
    await ask(ann, path, "and now?", agent="data_analyst")
    assert (await ann.get(path)).json()["agent"] == "data_analyst"
    assert (await ann.patch(path, json={"agent": "nobody"})).status_code == 404


async def test_ratings_are_ones_own_and_are_put_together_per_agent(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": ".", "text": "yes"})
    path = await talk()
    answer = await ask(ann, path, "really?")
    rate = f"{path}/messages/{answer['id']}/feedback"
    assert (await ann.put(rate, json={"rating": "down", "comment": "Too short"})).status_code == 204
    assert (await said(ann, path))[-1]["rating"] == "down"
    manager = await org.client(permissions=["agents:use", "agents:manage"])
    whole = (await manager.get("/agents/ratings")).json()
    [found] = whole["items"]
    assert (whole["own"], found["agent"], found["label"], found["up"], found["down"]) == (False, "assistant", "Assistant", 0, 1)
    assert found["days"] == [{"day": answer["created_at"][:10], "up": 0, "down": 1}]
    assert found["comments"][0]["comment"] == "Too short"
    assert (await manager.put(rate, json={"rating": "up"})).status_code == 404
    assert (await manager.get("/agents/ratings", params={"until": "2020-01-01"})).json()["items"] == []
    assert (await manager.get("/agents/ratings", params={"since": "2026-02-01", "until": "2026-01-01"})).status_code == 422
    await ann.put(rate, json={"rating": None})
    assert (await manager.get("/agents/ratings")).json()["items"] == []


async def test_a_comment_leads_to_its_conversation_only_for_who_may_read_that(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": ".", "text": "yes"})
    path = await talk()
    answer = await ask(ann, path, "really?")
    await ann.put(f"{path}/messages/{answer['id']}/feedback", json={"rating": "down", "comment": "Too short"})
    manager = await org.client(permissions=["agents:use", "agents:manage"])

    async def note() -> tuple[str | None, str]:
        comment = (await manager.get("/agents/ratings")).json()["items"][0]["comments"][0]
        return comment["conversation_id"], comment["title"]

    assert await note() == (None, "")
    await ann.post(f"{path}/hand-over", json={"reason": "A person, please"})
    assert await note() == (path.rsplit("/", 1)[1], (await ann.get(path)).json()["title"])


async def test_who_wrote_an_agent_sees_what_people_think_of_it_and_of_no_other(
    org: Organisation, model: Model, ann: httpx.AsyncClient, talk: Talk
) -> None:
    model({"match": ".", "text": "yes"})
    builder = await org.client(permissions=["agents:use", "agents:build"])
    made = await builder.post("/agents", json={"name": "clerk", "label": "The clerk", "role": "You keep lists."})
    assert made.status_code == 201, made.text
    for agent in ("assistant", "clerk"):
        path = await talk()
        answer = await ask(ann, path, "really?", agent=agent)
        await ann.put(f"{path}/messages/{answer['id']}/feedback", json={"rating": "up"})
    whole = (await builder.get("/agents/ratings")).json()
    assert (whole["own"], [(one["agent"], one["label"]) for one in whole["items"]]) == (True, [("clerk", "The clerk")])
    assert (await (await org.client(permissions=["agents:use"])).get("/agents/ratings")).json()["items"] == []
    await org.admin.http.delete("/agents/clerk")
    assert {one["label"] for one in (await org.admin.http.get("/agents/ratings")).json()["items"]} == {"Assistant", "The clerk"}
