"""The whole product with a language model behind the OpenAI protocol: a local server that speaks it, and fails as real ones do."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest

from app.kit.testing import Organisation, founded, started
from tests.features.conftest import ask, events
from tests.kit.llm.fake_openai import Fake, calls, fake_openai, text


@pytest.fixture
async def fake() -> AsyncIterator[Fake]:
    async with fake_openai() as server:
        yield server


@pytest.fixture
async def ann(org: Organisation, fake: Fake, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The administrator of a product that is configured for the fake model."""
    settings = {"llm_provider": "openai", "llm_base_url": fake.url, "llm_model": "tiny", "llm_api_key": "sk-canary-123"}
    async with started(tmp_path, **settings) as product:
        there = await founded(product)
        yield there.admin.http
        await there.aclose()


async def begin(ann: httpx.AsyncClient, agent: str = "assistant") -> str:
    return f"/conversations/{(await ann.post('/conversations', json={'agent': agent})).json()['id']}"


async def test_a_question_goes_through_tools_and_comes_back_with_usage(fake: Fake, ann: httpx.AsyncClient) -> None:
    await ann.post("/customers", json={"code": "ACME", "name": "Acme Ltd", "status": "active", "country": "Norway"})
    counted = {"choices": [], "usage": {"prompt_tokens": 20, "completion_tokens": 5}}
    fake.plan = [
        {"chunks": [*calls(("c1", "list_customers", '{"country": "Norway"}'), ("c2", "get_customer_stats", "{}")), counted]},
        {"chunks": text("One: ", "ACME.")},
    ]
    path = await begin(ann)
    said = await ann.post(f"{path}/messages", json={"content": "Who is in Norway?"}, headers={"accept": "text/event-stream"})
    got = events(said.text)
    message = got[-1][2]["message"]
    assert (message["content"], message["provider"], message["usage"]) == (
        "One: ACME.",
        "openai",
        {"input_tokens": 27, "output_tokens": 8, "cost": "0"},
    )
    assert sorted((c["name"], c["status"]) for c in message["tool_calls"]) == [("get_customer_stats", "ok"), ("list_customers", "ok")]
    assert [c["key"] for c in message["citations"]] == ["ACME"]
    first, second = fake.seen
    assert first["model"] == "tiny" and first["messages"][0]["role"] == "system" and first["messages"][-1]["content"] == "Who is in Norway?"
    assert {"list_customers", "create_task"} <= {t["function"]["name"] for t in first["tools"]}
    assert [m["role"] for m in second["messages"][-3:]] == ["assistant", "tool", "tool"]
    assert "Acme Ltd" in "".join(m["content"] for m in second["messages"] if m["role"] == "tool")


async def test_a_model_that_calls_without_end_or_bottom_costs_one_bounded_answer(fake: Fake, ann: httpx.AsyncClient) -> None:
    deep = '{"q": ' + "[" * 300 + "]" * 300 + "}"
    flood = [(f"c{n}", "get_customer_stats", "{}") for n in range(3_000)]
    fake.plan = [
        {"chunks": calls(("deep", "list_customers", deep))},
        {"chunks": calls(*flood)},
        {"chunks": text("Enough.")},
    ]
    answer = await ask(ann, await begin(ann), "Go")
    assert (answer["status"], answer["content"]) == ("complete", "Enough."), answer
    made = [(c["status"], c["summary"]) for c in answer["tool_calls"]]
    assert made[0] == ("error", "what stands in the arguments is nested too deeply")
    assert len(made) == 1 + 64 and sum(status == "ok" for status, _ in made) == 24


async def test_an_answer_that_is_too_long_for_one_call_says_so_and_goes_on(fake: Fake, ann: httpx.AsyncClient) -> None:
    fake.plan = [{"chunks": text("One, two,", finish="length")}, {"chunks": text("three.")}]
    path = await begin(ann)
    message = await ask(ann, path, "Count, please")
    assert (message["status"], message["content"]) == ("complete", "One, two,")
    assert message["error"] == "The answer reached the length that a model may write at once."
    rest = (await ann.post(f"{path}/messages/{message['id']}/continue", timeout=60)).json()
    assert (rest["parent_id"], rest["content"], rest["error"]) == (message["id"], "three.", "")
    assert (await ann.post(f"{path}/messages/{rest['id']}/continue")).status_code == 409


async def test_the_next_turn_sends_what_was_said(fake: Fake, ann: httpx.AsyncClient) -> None:
    fake.plan = [{"chunks": text("Blue.")}]
    path = await begin(ann)
    await ask(ann, path, "My favourite colour?")
    await ask(ann, path, "Sure?")
    assert [(m["role"], m["content"]) for m in fake.seen[1]["messages"][1:]] == [
        ("user", "My favourite colour?"), ("assistant", "Blue."), ("user", "Sure?")]  # fmt: skip


async def test_the_model_reads_the_note_of_the_person_who_hands_back(fake: Fake, org: Organisation, tmp_path: Path) -> None:
    settings = {"llm_provider": "openai", "llm_base_url": fake.url, "llm_model": "tiny", "llm_api_key": "sk-canary-123"}
    async with started(tmp_path, **settings) as product:
        there = await founded(product)
        ann, ben = there.admin.http, await there.client("user", permissions={"agents:use"})
        fake.plan = [{"chunks": text("I may not.")}]
        path = await begin(ben)
        await ask(ben, path, "A discount?")
        await ben.post(f"{path}/hand-over", json={"reason": "a discount"})
        await ann.post(f"{path}/take-over")
        await ask(ann, path, "You get 5 %.")
        await ann.post(f"{path}/hand-back", json={"note": "he gets 5 % until May"})
        await ask(ben, path, "How much was it?")
        await there.aclose()
    (asked,) = [seen["messages"] for seen in fake.seen if seen["messages"][-1]["content"] == "How much was it?"]
    assert [(m["role"], m["content"]) for m in asked[1:]] == [
        ("user", "A discount?"), ("assistant", "I may not."), ("assistant", "You get 5 %."),
        ("assistant", "Note for the agents: he gets 5 % until May"), ("user", "How much was it?")]  # fmt: skip


async def test_arguments_that_are_no_json_come_back_to_the_model(fake: Fake, ann: httpx.AsyncClient) -> None:
    fake.plan = [{"chunks": calls(("c1", "list_customers", '{"country": '))}, {"chunks": text("I will try again.")}]
    answer = await ask(ann, await begin(ann), "go")
    assert answer["tool_calls"][0]["status"] == "error"
    assert "JSON" in fake.seen[1]["messages"][-1]["content"]


@pytest.mark.parametrize("plan", [[{"status": 401}], [{"status": 400}], [{"chunks": text("half", finish=None), "reset": True}]])
async def test_failures_are_problems_without_secrets(fake: Fake, ann: httpx.AsyncClient, plan: list[dict[str, object]]) -> None:
    fake.plan = plan
    path = await begin(ann, "data_analyst")  # one that has no other way to an answer
    said = await ann.post(f"{path}/messages", json={"content": "go"})
    assert (said.status_code, said.headers["content-type"]) == (503, "application/problem+json")
    whole = said.text + (await ann.get(f"{path}/messages")).text
    assert "sk-" not in whole and "Traceback" not in whole
    assert (await ann.get(f"{path}/messages")).json()["items"][-1]["status"] == "failed"


async def test_readiness_shows_the_model(fake: Fake, ann: httpx.AsyncClient) -> None:
    parts = (await ann.get("/ready")).json()["parts"]
    assert (parts["model"]["status"], parts["model"]["detail"]) == ("ok", "tiny")


async def test_a_missing_setting_is_named(org: Organisation, tmp_path: Path) -> None:
    async with started(tmp_path, llm_provider="openai", llm_base_url="") as product:
        there = await founded(product)
        path = f"/conversations/{(await there.admin.http.post('/conversations', json={'agent': 'assistant'})).json()['id']}"
        said = await there.admin.http.post(f"{path}/messages", json={"content": "go"})
        assert said.status_code == 503 and "LLM_BASE_URL" in said.json()["detail"]
        await there.aclose()


@asynccontextmanager
async def unwritable(path: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """As long as the block lasts the first place in a conversation is taken by somebody who has not decided yet: writing there waits."""
    id, owner = path.rpartition("/")[2], await asyncpg.connect(os.environ["TEST_DATABASE_URL"])
    await owner.execute("set session_replication_role = replica")  # else the conversation itself could not be locked by others
    hold = owner.transaction()
    await hold.start()
    try:
        await owner.execute(
            "insert into messages (org_id, conversation_id, id, position, version, fallback_level, pinned, tool_calls, citations, choices,"
            " attachments, usage, state, role, author, agent, status, content, kind, provider, error, rating, rating_note)"
            " select org_id, id, gen_random_uuid(), 1, 1, 0, false, '[]', '[]', '[]', '[]', '{}', '{}', 'user', '', '', 'complete', '', '',"
            " '', '', '', '' from conversations where id = $1",
            UUID(id),
        )
        yield owner
    finally:
        await hold.rollback()
        await owner.close()


async def asked(fake: Fake) -> None:
    """The model has got the question."""
    before = len(fake.seen)
    async with asyncio.timeout(10):
        while len(fake.seen) == before:
            await asyncio.sleep(0.01)


async def test_the_model_is_asked_while_the_question_is_written_and_nothing_is_said_before(fake: Fake, ann: httpx.AsyncClient) -> None:
    fake.plan = [{"chunks": text("Blue.")}]
    path = await begin(ann)
    async with unwritable(path):
        answering = asyncio.create_task(ask(ann, path, "Which colour?"))
        await asked(fake)
        await asyncio.sleep(0.3)  # the model has answered meanwhile
        assert not answering.done() and (await ann.get(f"{path}/messages")).json()["items"] == []
    assert (await answering)["content"] == "Blue."
    assert [m["content"] for m in (await ann.get(f"{path}/messages")).json()["items"]] == ["Which colour?", "Blue."]


async def test_a_question_that_can_not_be_written_is_not_answered(fake: Fake, ann: httpx.AsyncClient) -> None:
    fake.plan = [{"chunks": text("Blue.")}, {"chunks": text("Green.")}]
    path = await begin(ann)
    async with unwritable(path) as owner:
        answering = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "Which colour?"}))
        await asked(fake)
        stopped = "select pg_terminate_backend(pid) from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))"
        async with asyncio.timeout(10):
            while not await owner.fetch(stopped):
                await asyncio.sleep(0.01)
        assert (await answering).status_code >= 500
    assert (await ann.get(f"{path}/messages")).json()["items"] == []
    assert (await ann.get("/traces", params={"conversation_id": path.rpartition("/")[2]})).json()["items"] == []
    assert (await ask(ann, path, "Which colour?"))["content"] == "Green."
