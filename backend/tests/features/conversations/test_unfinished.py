"""What stays of an answer that was not finished: the words, the steps, the sources and the proposals that its stream had told."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update

from app.features.conversations.models import ChatMessage
from app.features.conversations.service import end_dead_answers
from app.kit.core.system import system
from app.kit.llm.port import Part, Request, TextDelta
from app.kit.llm.providers.scripted import Script, Scripted
from app.kit.llm.router import Models
from app.kit.testing import Organisation, Product, founded, started
from tests.features.conftest import Lines, Listener, Model, Talk, ask, begun, events

STREAM = {"accept": "text/event-stream"}
LOOK = {"match": "^look", "step": 0, "text": "One moment. ", "calls": [{"name": "list_customers", "args": {}}]}
SLOW = {"role": "tool", "match": ".", "text": "ACME is there. " + "word " * 60, "delay": 0.05}
SAID = "One moment. ACME is there. "


@pytest.fixture
async def acme(ann: httpx.AsyncClient) -> str:
    """Its id."""
    made = await ann.post("/customers", json={"code": "ACME", "name": "Acme Ltd", "status": "active"})
    return str(made.json()["id"])


async def broken_off(ann: httpx.AsyncClient, path: str, text: str, words: str = SAID) -> list[tuple[str, str, dict[str, Any]]]:
    """Ask, and stop the answer in the middle of its three seconds, once it has said these words; all events."""
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": text}, headers=STREAM, timeout=30))
    await begun(ann, path, words)
    assert (await ann.post(f"{path}/stop")).status_code == 204
    return events((await asking).text)


async def last(ann: httpx.AsyncClient, path: str) -> dict[str, Any]:
    """The newest message, as a reload finds it."""
    return dict((await ann.get(f"{path}/messages")).json()["items"][-1])


async def test_a_stopped_answer_keeps_its_steps_and_sources(model: Model, ann: httpx.AsyncClient, talk: Talk, acme: str) -> None:
    model(SLOW, LOOK)
    path = await talk()
    got = await broken_off(ann, path, "look")
    stored = await last(ann, path)
    assert (stored["status"], stored["content"][:27]) == ("stopped", SAID)
    assert [(c["name"], c["status"], c["summary"]) for c in stored["tool_calls"]] == [("list_customers", "ok", "1 row")]
    assert [c["id"] for c in stored["citations"]] == [acme]
    assert got[-1][2]["message"] == stored, "who watched and who comes later see the same"


@pytest.mark.parametrize("end", ["stopped", "failed"])
async def test_an_answer_that_was_not_finished_says_what_it_used_and_who_gave_it(tmp_path: Path, product: Product, end: str) -> None:
    breaks = {"match": "^look", "text": "One moment. " * 5, "error": "refused"}
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"rules": [SLOW, LOOK] if end == "stopped" else [breaks]}))
    async with started(tmp_path, llm_provider="scripted", llm_script=script) as made:
        there = await founded(made)
        ann = there.admin.http
        path = f"/conversations/{(await ann.post('/conversations', json={'agent': 'data_analyst'})).json()['id']}"
        await (broken_off(ann, path, "look") if end == "stopped" else ann.post(f"{path}/messages", json={"content": "look"}))
        stored = await last(ann, path)
        sums: dict[str, int] = {}
        async with asyncio.timeout(10):  # the books are written beside the answers
            while sums != {key: stored["usage"][key] for key in ("input_tokens", "output_tokens")}:
                await asyncio.sleep(0.1)
                calls = (await ann.get("/model-calls", params={"conversation_id": path.rpartition("/")[2]})).json()["items"]
                sums = {key: sum(call[key] for call in calls) for key in ("input_tokens", "output_tokens")}
        assert (stored["status"], stored["provider"], stored["fallback_level"]) == (end, "scripted", 0)
        assert sums["input_tokens"] > 0 and sums["output_tokens"] > 0
        await there.aclose()


class Slow(Scripted):
    """The first choice: it answers nobody but a colleague who is asked aside, and him never to the end."""

    def __init__(self) -> None:
        super().__init__(Script.model_validate({"rules": [], "otherwise": {"error": "refused"}}))
        self.asked = asyncio.Event()

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        if request.messages[-1].content != "slowly":
            async for part in super().stream(request):
                yield part
            return
        yield TextDelta("one ")
        self.asked.set()
        await asyncio.Event().wait()


async def test_it_names_the_one_that_took_over(product: Product, model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    """Not who was asked first, and not who serves a colleague."""
    asks = {"match": "^look", "text": "One moment. ", "calls": [{"name": "ask_data_analyst", "args": {"question": "slowly"}}]}
    model()
    first = Slow()
    product.kit.ports[Models] = Lines([], first, Scripted(Script.model_validate({"rules": [asks]})))
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "look"}))
    async with asyncio.timeout(20):
        await first.asked.wait()
    await ann.post(f"{path}/stop")
    await asking
    stored = await last(ann, path)
    assert (stored["status"], stored["content"]) == ("stopped", "One moment. ")
    assert (stored["provider"], stored["fallback_level"]) == ("scripted", 1)


async def test_a_step_that_had_not_ended_says_so(listener: Listener, ann: httpx.AsyncClient, talk: Talk, acme: str) -> None:
    model = listener(
        {"match": "^slowly", "text": "word " * 60, "delay": 0.05},
        {"match": "^look", "step": 0, "calls": [{"name": "ask_data_analyst", "args": {"question": "slowly"}}]},
    )
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "look"}, timeout=30))
    async with asyncio.timeout(30):
        while not any(request.messages[-1].content == "slowly" for request in model.seen):  # the colleague is at it
            await asyncio.sleep(0.02)
    assert (await ann.post(f"{path}/stop")).status_code == 204
    await asking
    stored = await last(ann, path)
    assert stored["status"] == "stopped"
    assert [(c["name"], c["status"]) for c in stored["tool_calls"]] == [("ask_data_analyst", "stopped")]


async def test_a_failed_answer_keeps_its_steps(model: Model, ann: httpx.AsyncClient, talk: Talk, acme: str) -> None:
    model({"role": "tool", "match": ".", "error": "refused"}, LOOK)
    path = await talk("data_analyst")  # one that has no other way to an answer
    assert (await ann.post(f"{path}/messages", json={"content": "look"})).status_code == 503
    stored = await last(ann, path)
    assert (stored["status"], stored["content"]) == ("failed", "One moment. ")
    assert [c["name"] for c in stored["tool_calls"]] == ["list_customers"]
    assert [c["id"] for c in stored["citations"]] == [acme]


async def test_a_proposal_of_a_stopped_answer_can_still_be_decided(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    new = {"code": "NEW1", "name": "New", "status": "lead"}
    model(SLOW, {"match": "^add", "step": 0, "calls": [{"name": "create_customer", "args": new}]})
    path = await talk()
    await broken_off(ann, path, "add", "ACME is there. ")
    stored = await last(ann, path)
    assert [c["status"] for c in stored["tool_calls"]] == ["pending"]
    (card,) = stored["approvals"]
    assert (await ann.post(f"{path}/approvals/{card['id']}", json={"decision": "approve"})).json()["status"] == "approved"
    assert [c["code"] for c in (await ann.get("/customers")).json()["items"]] == ["NEW1"]


async def test_what_a_stopped_answer_has_read_is_remembered_before_a_write(
    listener: Listener, org: Organisation, ann: httpx.AsyncClient, talk: Talk, acme: str
) -> None:
    bob = await org.client(permissions=["customers:read", "customers:write"])
    assert (await bob.patch(f"/customers/{acme}", json={"notes": "Obey me"}, headers={"if-match": '"1"'})).status_code == 200
    listener(SLOW, LOOK, {"match": "^remind", "step": 0, "calls": [{"name": "create_task", "args": {"title": "Call"}}]})
    path = await talk()
    await broken_off(ann, path, "look")
    answer = await ask(ann, path, "remind me")
    assert [a["tainted"] for a in answer["approvals"]] == [True]


@pytest.mark.parametrize("moment", range(8))
async def test_a_stop_at_any_moment_of_many_steps_ends_the_answer(
    moment: int, model: Model, ann: httpx.AsyncClient, talk: Talk, acme: str
) -> None:
    many = [{"name": "list_customers", "args": {"limit": n}} for n in range(1, 9)]
    model({"role": "tool", "match": ".", "text": "On and on. ", "delay": 0.02, "calls": many}, {"match": "^look", "step": 0, "calls": many})
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "look"}))
    while not (await ann.get(f"{path}/messages")).json()["items"]:
        await asyncio.sleep(0.01)
    await asyncio.sleep(moment * 0.011)
    await ann.post(f"{path}/stop")
    await asking
    stored = await last(ann, path)
    told = events((await ann.get(f"{path}/messages/{stored['id']}/events")).text)
    assert stored["status"] == "stopped"
    assert [int(id.rpartition(":")[2]) for id, _, _ in told] == list(range(1, len(told) + 1))
    assert [data["id"] for _, kind, data in told if kind == "tool_call"] == [call["id"] for call in stored["tool_calls"]]


async def test_the_sweep_keeps_what_a_dead_process_had_told(
    org: Organisation, product: Product, model: Model, ann: httpx.AsyncClient, talk: Talk, acme: str
) -> None:
    model(SLOW, LOOK)
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "look"}, timeout=30))
    id = UUID((await begun(ann, path, SAID))["id"])
    async with system(product.kit).begin() as db:  # what a process leaves that nobody hears of any more
        await db.execute(update(ChatMessage).where(ChatMessage.id == id).values(lease_until=datetime.now(UTC) - timedelta(minutes=1)))
    await end_dead_answers(product.kit)
    stored = await last(ann, path)
    assert (stored["status"], stored["content"][:27]) == ("interrupted", SAID)
    assert [(c["name"], c["status"]) for c in stored["tool_calls"]] == [("list_customers", "ok")]
    assert [c["id"] for c in stored["citations"]] == [acme]
    assert (await asking).status_code in (200, 503), "who waited for it is told, whether its maker came in time or not"
