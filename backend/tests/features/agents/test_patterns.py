"""Patterns as the shipped agents use them, through the API: fallback, colleagues, plans, stages, shared context, exact sums, the line."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest

from app.features.agents.agents import Assistant, DataAnalyst
from app.kit.agent.budget import Budget, Limits
from app.kit.agent.clock import Clock
from app.kit.agent.patterns.shared import Entry, SharedContext
from app.kit.agent.policy import Policy
from app.kit.agent.queue import turn_queue
from app.kit.agent.toolbox import Toolbox
from app.kit.agent.turn import Turn
from app.kit.core.access import Principals
from app.kit.core.context import work
from app.kit.llm.port import ToolCall
from app.kit.llm.router import Models
from app.kit.testing import Organisation, Product, founded, started
from tests.features.conftest import Model, Talk, ask, events
from tests.kit.agent.patterns.turns import Heard

STREAM = {"accept": "text/event-stream"}


@pytest.fixture
async def customers(ann: httpx.AsyncClient) -> int:
    """Two of them."""
    for code in ("ACME", "BETA"):
        await ann.post("/customers", json={"code": code, "name": f"{code} Ltd", "status": "active"})
    return 2


async def streamed(client: httpx.AsyncClient, path: str, text: str) -> list[tuple[str, str, dict[str, Any]]]:
    said = await client.post(f"{path}/messages", json={"content": text}, headers=STREAM, timeout=60)
    return events(said.text)


async def test_without_its_model_the_assistant_answers_by_the_planner_and_says_so(
    ann: httpx.AsyncClient, talk: Talk, model: Model, customers: int
) -> None:
    model({"match": "how many", "error": "unavailable"})
    path = await talk()
    answer = await ask(ann, path, "How many customers are there?")
    assert answer["content"].startswith("(The language model did not answer: ") and "2" in answer["content"]
    assert (answer["strategy"], answer["fallback_level"], answer["confidence"], answer["status"]) == ("planner", 1, 1.0, "complete")
    stored = (await ann.get(f"{path}/messages")).json()["items"][-1]
    assert stored == answer


async def test_a_figure_nobody_read_lowers_confidence(ann: httpx.AsyncClient, talk: Talk, model: Model, customers: int) -> None:
    model({"match": "how many", "text": "There are 17."}, {"match": "hello", "text": "Hello."})
    path = await talk()
    assert (await ask(ann, path, "how many?"))["confidence"] == 0.0
    plain = await ask(ann, path, "hello")
    assert (plain["confidence"], plain["strategy"], plain["fallback_level"]) == (None, "model", 0)


async def test_a_colleague_is_asked_as_a_tool_and_acts_with_the_same_rights(
    ann: httpx.AsyncClient, talk: Talk, model: Model, customers: int
) -> None:
    model(
        {"match": "^delegate", "step": 0, "calls": [{"name": "ask_data_analyst", "args": {"question": "figures please"}}]},
        {"match": "^figures please", "step": 0, "calls": [{"name": "get_customer_stats", "args": {}}]},
        {"match": '"count"|"total"|groups', "role": "tool", "text": "Two by my count."},
        {"match": "Two by my count", "role": "tool", "text": "The analyst counts two."},
    )
    got = await streamed(ann, await talk(), "delegate")
    asked, stats = [data for _, kind, data in got if kind == "tool_call"]
    assert asked["name"] == "ask_data_analyst" and "agent" not in asked
    assert (stats["agent"], stats["name"], stats["parent"]) == ("data_analyst", "get_customer_stats", asked["id"])
    results = {data["name"]: data for _, kind, data in got if kind == "tool_result"}
    told = orjson.loads(results["ask_data_analyst"]["result"])
    assert told["answer"] == "Two by my count." and results["get_customer_stats"]["status"] == "ok"
    message = got[-1][2]["message"]
    assert message["content"] in ("The analyst counts two.", "Two by my count.")
    assert message["usage"]["input_tokens"] > 0
    kept = [(call["agent"], call["name"], call["parent"], call["status"]) for call in message["tool_calls"]]
    assert kept == [("", "ask_data_analyst", "", "ok"), ("data_analyst", "get_customer_stats", asked["id"], "ok")]


async def turn_for(product: Product, org: Organisation, limits: Limits, depth: int) -> tuple[Turn, Heard]:
    actor = await product.kit.use(Principals)(product.kit, org.admin.id, org.id)
    assert actor is not None
    heard, today = Heard(), product.kit.use(Clock).today(product.kit.settings)
    line = await product.kit.use(Models).line(product.kit, actor)
    return Turn(product.kit, actor, "x", heard, line, today, budget=Budget(limits, 8), depth=depth), heard


async def test_too_deep_and_too_often_are_answers_to_the_model(product: Product, org: Organisation) -> None:
    turn, _ = await turn_for(product, org, Limits(depth=2, calls=2), depth=2)
    box = Toolbox(Assistant(), turn)
    refused = await box.use(ToolCall("1", "ask_data_analyst", {"question": "How many customers?"}))
    assert not refused.ok and refused.status == 429 and "More than 2 colleagues" in refused.detail
    assert not (await box.use(ToolCall("2", "ask_data_analyst", {"q": 1}))).ok
    spent = await box.use(ToolCall("3", "ask_data_analyst", {"question": "How many customers?"}))
    assert spent.status == 429 and "tool calls" in spent.detail
    assert "ask_assistant" not in {tool.name for tool in box._tools.values()}  # nobody asks himself


async def test_a_briefing_asks_two_colleagues_at_once_and_shows_how_far_it_is(ann: httpx.AsyncClient, talk: Talk, customers: int) -> None:
    got = await streamed(ann, await talk("briefing"), "How many customers are there?")
    progress = [data for _, kind, data in got if kind == "progress"]
    assert [data["done"] for data in progress] == sorted(data["done"] for data in progress) and progress[-1]["done"] == 1.0
    assert {data["stage"] for data in progress} == {"Records", "Figures"}
    message = got[-1][2]["message"]
    assert "**Records**" in message["content"] and "**Figures**" in message["content"] and message["strategy"] == "sections"
    asked = {call["id"]: call["name"] for call in message["tool_calls"] if not call["parent"]}
    assert sorted(asked.values()) == ["ask_assistant", "ask_data_analyst"]
    inside = [call for call in message["tool_calls"] if call["parent"]]
    assert inside and all(asked[call["parent"]] == f"ask_{call['agent']}" for call in inside)
    results = {data["id"]: orjson.loads(data["result"]) for _, kind, data in got if kind == "tool_result" and data["id"] in asked}
    assert all("2" in result["answer"] for result in results.values()) and len(results) == 2
    assert message["confidence"] == 1.0


async def test_a_colleague_who_fails_is_named_and_the_rest_is_written(ann: httpx.AsyncClient, talk: Talk, model: Model) -> None:
    model({"match": "fail", "error": "refused"})
    answer = await ask(ann, await talk("briefing"), "fail")
    assert {(call["name"], call["status"]) for call in answer["tool_calls"]} >= {("ask_data_analyst", "error")}
    assert "(no answer: " in answer["content"] and answer["strategy"] == "sections" and answer["fallback_level"] >= 1


async def test_a_report_goes_through_stages_whose_notes_stay_readable(
    ann: httpx.AsyncClient, talk: Talk, customers: int, org: Organisation
) -> None:
    path = await talk("reporter")
    answer = await ask(ann, path, "How many customers are there?")
    assert "**Facts**" in answer["content"] and "**Figures**" in answer["content"]
    of = {"conversation_id": path.rpartition("/")[2]}
    notes = (await ann.get("/agents/context", params=of)).json()["items"]
    assert [(note["key"], note["version"], note["by"]) for note in notes] == [("Facts", 1, "assistant"), ("Figures", 1, "data_analyst")]
    assert notes[0]["value"] in answer["content"]
    await ask(ann, path, "How many tasks are there?")
    versions = (await ann.get("/agents/context", params={**of, "key": "Facts"})).json()["items"]
    assert [note["version"] for note in versions] == [1, 2] and versions[0] == notes[0]
    assert (await (await org.client("user")).get("/agents/context", params=of)).status_code == 404


async def test_writers_of_one_thing_follow_each_other_and_readers_see_their_part(
    product: Product, org: Organisation, ann: httpx.AsyncClient, talk: Talk
) -> None:
    turn, _ = await turn_for(product, org, Limits(), 0)
    conversation, kept = UUID((await talk()).rpartition("/")[2]), product.kit.use(SharedContext)

    async def write(key: str, value: Any, how: Any, readers: tuple[str, ...] = ()) -> None:
        async with work(product.kit, turn.actor) as ctx:
            now = Entry(key, value, 0, "writer", await _now(), readers)
            await kept.write(ctx, conversation, now, how)

    await asyncio.gather(*(write("found", [n], "append") for n in range(6)))
    await write("secret", "x", "replace", ("reader",))
    async with work(product.kit, turn.actor) as ctx:
        assert sorted((await kept.read(ctx, conversation, "other"))["found"].value) == list(range(6))
        assert [entry.version for entry in await kept.versions(ctx, conversation, "found")] == [1, 2, 3, 4, 5, 6]
        assert "secret" not in await kept.read(ctx, conversation, "other")
        assert "secret" in await kept.read(ctx, conversation, "reader")
    assert (await ann.delete(f"/conversations/{conversation}")).status_code == 204
    async with work(product.kit, turn.actor) as ctx:
        assert await kept.versions(ctx, conversation, "found") == []


async def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)


async def test_the_bookkeeper_splits_exactly_and_leaves_a_trail(ann: httpx.AsyncClient, talk: Talk) -> None:
    answer = await ask(ann, await talk("bookkeeper"), "split 100.00 EUR 1:1:1")
    assert [part in answer["content"] for part in ("33.34 EUR", "33.33 EUR", "100.00 EUR")] == [True] * 3
    rows = (await ann.get("/audit-logs", params={"entity_type": "amounts"})).json()["items"]
    assert len(rows) == 1 and rows[0]["action"] == "calculate" and rows[0]["new_values"]["rule"] == "money_split"
    assert [part["amount"] for part in rows[0]["new_values"]["result"]["parts"]] == ["33.34", "33.33", "33.33"]
    refused = await ask(ann, await talk("bookkeeper"), "split 10.50 JPY 1:1")
    assert "0 decimal places" in refused["content"] and refused["kind"] == "refuse"
    assert len((await ann.get("/audit-logs", params={"entity_type": "amounts"})).json()["items"]) == 1


async def test_what_is_not_his_field_goes_to_the_colleague(ann: httpx.AsyncClient, talk: Talk, customers: int) -> None:
    answer = await ask(ann, await talk("bookkeeper"), "How many customers are there?")
    assert answer["content"].startswith("This is not my field, so I asked the Assistant.") and "2" in answer["content"]


async def test_who_has_to_wait_sees_his_place(tmp_path: Path, org: Organisation) -> None:
    script = tmp_path / "script.json"
    slow = '{"match": "slow", "text": "one two three four five six seven eight", "delay": 0.5}'
    script.write_text(f'{{"rules": [{slow}, {{"match": "", "text": "Here."}}]}}')
    async with started(tmp_path, llm_provider="scripted", llm_script=script, agent_turns=1) as product:
        there = await founded(product)
        ann = there.admin.http
        paths = [f"/conversations/{(await ann.post('/conversations', json={'agent': 'assistant'})).json()['id']}" for _ in range(3)]
        first = asyncio.create_task(streamed(ann, paths[0], "slow"))
        async with asyncio.timeout(20):
            while turn_queue(product.kit).load != (1, 0):
                await asyncio.sleep(0.01)
        second, third = await asyncio.gather(streamed(ann, paths[1], "quick"), streamed(ann, paths[2], "quick"))
        assert [kind for _, kind, _ in await first][0] == "start"
        places = [[data["place"] for _, kind, data in got if kind == "waiting"] for got in (second, third)]
        assert sorted(places) == [[1], [2, 1]]
        assert all(got[-1][2]["message"]["content"] == "Here." for got in (second, third))
        await there.aclose()


async def test_a_rule_counts_on_when_a_colleague_is_asked_again(model: Model, ann: httpx.AsyncClient, talk: Talk) -> None:
    before = DataAnalyst.policies
    DataAnalyst.policies = (Policy("list_customers", max_calls=1), *before)
    try:
        twice = [{"name": "ask_data_analyst", "args": {"question": f"count {n}"}} for n in (1, 2)]
        model(
            {"match": "^count", "step": 0, "calls": [{"name": "list_customers", "args": {}}]},
            {"match": "^look", "step": 0, "calls": twice},
            {"role": "tool", "match": ".", "text": "Done."},
        )
        answer = await ask(ann, await talk(), "look")
        made = [c for c in answer["tool_calls"] if c["name"] == "list_customers"]
        assert sorted(c["status"] for c in made) == ["error", "ok"], answer["tool_calls"]
        assert any("1 times" in c["summary"] for c in made)
    finally:
        DataAnalyst.policies = before
