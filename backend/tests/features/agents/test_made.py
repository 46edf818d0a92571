"""Agents that people make in the browser: saved, versioned, used, and never more than their author or their caller."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.llm.port import Line, Part, Request, Tier
from app.kit.llm.providers.scripted import Script, Scripted
from app.kit.llm.router import Chain, Models
from app.kit.testing import Organisation, Product
from tests.features.conftest import Model, Talk, ask

DRAFT: dict[str, Any] = {
    "label": "Collector", "role": "You look after unpaid invoices.", "expertise": ["unpaid", "overdue"],
    "prompt": "Greet {user} of {organisation}.", "tools": ["list_invoices", "get_customer", "create_task"], "tier": "small",
}  # fmt: skip


class Listener(Scripted):
    """A model that keeps what it was told."""

    def __init__(self, delay: float = 0) -> None:
        super().__init__(Script.model_validate({"rules": [], "otherwise": {"text": "one two three four", "delay": delay}}))
        self.told: list[str] = []

    async def stream(self, request: Request) -> AsyncIterator[Part]:
        self.told.append(request.messages[0].content)
        async for part in super().stream(request):
            yield part


class Listening(Models):
    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self._listener = listener

    async def line(self, kit: Kit, actor: Actor, tier: Tier = "standard") -> Line:
        return Chain([self._listener])


async def made(client: httpx.AsyncClient, name: str = "collector", **more: Any) -> dict[str, Any]:
    answer = await client.post("/agents", json={**DRAFT, "name": name, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_an_agent_is_made_changed_compared_and_brought_back(ann: httpx.AsyncClient) -> None:
    first = await made(ann, note="Begun")
    assert (first["version"], first["made"], first["author"]) == (1, True, "Ada Admin")
    assert set(DRAFT["tools"]) <= set(first["tools"])
    etag = (await ann.get("/agents/collector")).headers["etag"]
    changed = await ann.put("/agents/collector", json={**DRAFT, "tier": "large", "note": "Better"}, headers={"if-match": etag})
    assert (changed.status_code, changed.json()["version"], changed.json()["tier"]) == (200, 2, "large")
    assert (await ann.put("/agents/collector", json=DRAFT, headers={"if-match": etag})).status_code == 412
    difference = (await ann.get("/agents/collector/versions/2/diff?against=1")).json()
    assert difference["changes"] == [{"field": "tier", "old": "small", "new": "large"}]
    back = await ann.post("/agents/collector/rollback", json={"number": 1})
    assert (back.json()["version"], back.json()["tier"]) == (3, "small")
    versions = (await ann.get("/agents/collector/versions")).json()["items"]
    assert [(v["number"], v["note"], v["current"]) for v in versions] == [
        (3, "Back to version 1", True), (2, "Better", False), (1, "Begun", False),
    ]  # fmt: skip
    assert (await ann.get("/agents/collector/versions/2")).json()["definition"]["tier"] == "large"
    audited = (await ann.get("/audit-logs", params={"entity_type": "agent_versions"})).json()["items"]
    assert len(audited) == 3 and audited[0]["new_values"]["definition"]["label"] == "Collector"


async def test_questions_to_begin_with_are_those_of_the_version_that_answers(ann: httpx.AsyncClient) -> None:
    async def offered() -> dict[str, list[str]]:
        return {agent["name"]: agent["suggestions"] for agent in (await ann.get("/agents/capabilities")).json()["agents"]}

    await made(ann, suggestions=[" Who has not paid? "])
    assert (await offered())["collector"] == ["Who has not paid?"]
    assert (await offered())["bookkeeper"][0] == "Split 1,000.00 EUR 70/30", "those of an agent in code"
    etag = (await ann.get("/agents/collector")).headers["etag"]
    assert (await ann.put("/agents/collector", json=DRAFT, headers={"if-match": etag})).status_code == 200
    assert (await offered())["collector"] == []
    refused = await ann.post("/agents", json={**DRAFT, "name": "other", "suggestions": ["?"] * 7})
    assert refused.status_code == 422


async def test_a_version_can_not_be_changed_by_the_product(ann: httpx.AsyncClient, org: Organisation, owner: asyncpg.Connection) -> None:
    await made(ann)
    rights = await owner.fetch(
        "select privilege_type from information_schema.table_privileges where table_name = 'agent_versions' and grantee <> current_user"
    )
    assert {r["privilege_type"] for r in rights} == {"SELECT", "INSERT"}


@pytest.mark.parametrize(("wrong", "field"), [
    ({"tools": ["fly_away"]}, "tools.0"), ({"tools": ["list_invoices"], "policies": [{"tool": "delete_customer"}]}, "policies.0.tool"),
    ({"limits": {"steps": 1000}}, "limits.steps"), ({"limits": {"cost": "-1"}}, "limits.cost"), ({"roles": ["kings"]}, "roles.0"),
    ({"colleagues": ["nobody"]}, "colleagues.0"), ({"colleagues": ["collector"]}, "colleagues.0"), ({"tier": "huge"}, "tier"),
    ({"policies": [{"tool": "list_invoices", "hosts": ["a/b"]}]}, "policies.0.hosts.0"),
    ({"policies": [{"tool": "list_invoices", "approver": "kings"}]}, "policies.0.approver"),
    ({"name": "assistant"}, "name"), ({"name": "execute"}, "name"), ({"name": "Bad Name"}, "name"), ({"label": " "}, "label"),
])  # fmt: skip
async def test_what_is_wrong_is_named(ann: httpx.AsyncClient, wrong: dict[str, Any], field: str) -> None:
    answer = await ann.post("/agents", json={**DRAFT, "name": "collector", **wrong})
    assert answer.status_code == 422, answer.text
    assert field in [".".join(map(str, e["loc"][1:])) for e in answer.json()["errors"]], answer.text


async def test_nobody_gives_an_agent_what_he_may_not_do_himself(org: Organisation, ann: httpx.AsyncClient) -> None:
    builder = await org.client(permissions=["agents:use", "agents:build", "customers:read"])
    refused = await builder.post("/agents", json={**DRAFT, "name": "mine"})
    assert refused.status_code == 422 and "invoices:read" in refused.text
    assert (await builder.post("/agents", json={**DRAFT, "name": "mine", "tools": ["records:read"]})).status_code == 422
    await made(builder, "mine", tools=["get_customer"])
    tools = {t["name"]: t["allowed"] for t in (await builder.get("/agents/tools")).json()["items"]}
    assert tools["get_customer"] and not tools["list_invoices"]
    user = await org.client(permissions=["agents:use"])
    for method, path in (("POST", "/agents"), ("PUT", "/agents/mine"), ("DELETE", "/agents/mine"), ("POST", "/agents/try")):
        assert (await user.request(method, path, json={})).status_code == 403


async def test_an_agent_reads_no_more_than_its_caller(org: Organisation, ann: httpx.AsyncClient, model: Model, talk: Talk) -> None:
    await made(ann)
    model({"match": "look", "role": "user", "calls": [{"name": "list_invoices"}]}, {"role": "tool", "text": "Read."})
    guest = await org.client(permissions=["agents:use", "customers:read"])
    (call,) = (await ask(guest, await talk("collector", client=guest), "look"))["tool_calls"]
    assert (call["status"], "invoices:read" in call["summary"]) == ("error", True)
    (call,) = (await ask(ann, await talk("collector"), "look"))["tool_calls"]
    assert call["status"] == "ok"


async def test_without_a_model_it_answers_what_its_tools_reach_and_names_what_they_do_not(ann: httpx.AsyncClient, talk: Talk) -> None:
    await made(ann, tools=["list_invoices"])
    acme = (await ann.post("/customers", json={"code": "ACME", "name": "Acme Ltd"})).json()
    for number in ("INV-1", "INV-2"):
        record = {"number": number, "customer": acme["id"], "issued_on": "2026-11-01", "total": {"amount": "10.00", "currency": "EUR"}}
        assert (await ann.post("/invoices", json=record)).status_code == 201
    path = await talk("collector")
    listed = (await ask(ann, path, "List the invoices"))["content"]
    assert "INV-1" in listed and "INV-2" in listed
    assert "Acme" not in listed and acme["id"] not in listed, "customers are out of its reach, and an id says nothing"
    named = await ask(ann, path, "List the invoices of Acme Ltd")
    assert named["kind"] == "clarify" and "INV-1" not in named["content"], "a name it may not know is no name to guess at"
    refused = await ask(ann, path, "How many customers are there?")
    assert refused["kind"] == "refuse" and "I have no tool" in refused["content"] and "customers:read" in refused["content"]


async def test_turns_that_run_end_with_their_version(product: Product, ann: httpx.AsyncClient, model: Model, talk: Talk) -> None:
    model()
    listener = Listener(delay=0.2)
    product.kit.ports[Models] = Listening(listener)
    await made(ann, prompt="FIRST")
    paths = [await talk("collector") for _ in range(20)]
    running = [asyncio.ensure_future(ask(ann, path, "hello")) for path in paths]
    while not listener.told:
        await asyncio.sleep(0.01)
    assert (await ann.put("/agents/collector", json={**DRAFT, "prompt": "SECOND"})).json()["version"] == 2
    answers = await asyncio.gather(*running)
    versions = sorted(answer["agent_version"] for answer in answers)
    assert versions[0] == 1  # it ran while the agent was changed; those that stood in line begin with the new one
    assert versions.count(1) == sum("FIRST" in told for told in listener.told)
    assert versions.count(2) == sum("SECOND" in told for told in listener.told)
    assert (await ask(ann, paths[0], "again"))["agent_version"] == 2


async def test_a_deleted_agent_keeps_its_conversations_and_answers_nobody(ann: httpx.AsyncClient, model: Model, talk: Talk) -> None:
    await made(ann)
    model({"match": ".", "text": "Here."})
    path = await talk("collector")
    await ask(ann, path, "hello")
    assert (await ann.post("/agents/collector/disable")).json()["enabled"] is False
    assert "collector" not in [a["name"] for a in (await ann.get("/agents/capabilities")).json()["agents"]]
    assert (await ann.post("/agents/collector/enable")).json()["enabled"] is True
    assert (await ann.delete("/agents/collector")).status_code == 204
    assert (await ann.get("/agents/collector")).status_code == 404
    assert [m["content"] for m in (await ann.get(f"{path}/messages")).json()["items"]] == ["hello", "Here."]
    said = await ann.post(f"{path}/messages", json={"content": "still there?"})
    assert said.status_code >= 400 and "deleted" in said.text
    taken = await ann.post("/agents", json={**DRAFT, "name": "collector"})
    assert taken.status_code == 422 and "deleted" in taken.text


async def test_who_may_use_it(org: Organisation, ann: httpx.AsyncClient) -> None:
    await made(ann, roles=["admin"])
    user = await org.client("user")
    assert "collector" in [a["name"] for a in (await ann.get("/agents")).json()["items"]]
    assert "collector" not in [a["name"] for a in (await user.get("/agents")).json()["items"]]
    assert (await user.post("/conversations", json={"agent": "collector"})).status_code == 404
    assert (await user.get("/agents/collector")).status_code == 404


async def test_another_organisation_sees_nothing_of_it(org: Organisation, other_org: Organisation, ann: httpx.AsyncClient) -> None:
    await made(ann)
    assert (await other_org.admin.http.get("/agents/collector")).status_code == 404
    assert (await other_org.admin.http.put("/agents/collector", json=DRAFT)).status_code == 404
    await made(other_org.admin.http)  # the same name, for itself


async def test_instructions_name_who_asks_and_nothing_else(product: Product, ann: httpx.AsyncClient, model: Model, talk: Talk) -> None:
    model()
    hostile = "{user!r:>1000000000} {{user}} {user.name} {0} {% for x in y %} {{ 7*7 }} ${x} {unknown}"
    await made(ann, prompt=f"BEGIN {hostile} END, greet {{user}}.")
    listener = Listener()
    product.kit.ports[Models] = Listening(listener)  # the fixture `model` puts the planner back
    await ask(ann, await talk("collector"), "hello")
    assert f"BEGIN {hostile} END, greet Ada Admin." in listener.told[0]


async def test_a_code_agent_can_be_copied_but_not_changed(ann: httpx.AsyncClient) -> None:
    told = (await ann.get("/agents/data_analyst")).json()["definition"]
    assert "data_group" in told["tools"] and "records:read" in told["tools"]
    answer = await ann.post("/agents", json={**told, "name": "analyst_two"})
    assert answer.status_code == 201, answer.text
    original = (await ann.get("/agents/data_analyst")).json()
    assert answer.json()["tools"] == original["tools"]
    assert (await ann.put("/agents/data_analyst", json=told)).status_code == 409
    assert (await ann.delete("/agents/assistant")).status_code == 409


async def test_export_and_import(ann: httpx.AsyncClient, other_org: Organisation) -> None:
    first = await made(ann)
    text = (await ann.get("/agents/collector/export")).text
    assert first["author"] not in text and "id:" not in text
    there = await other_org.admin.http.post("/agents/import", json={"yaml": text, "name": "collector_two"})
    assert there.status_code == 201 and there.json()["definition"] == first["definition"]


@pytest.mark.parametrize("text", [
    "a: &a [x]\nb: *a", "!!python/object/apply:os.system ['true']", "- 1", "name: x\nlabel: [", "name: ok\nlabel: L\nrole: R\nsecret: s",
    "[" * 3000, "2: 3",
])  # fmt: skip
async def test_a_file_that_is_no_agent_is_refused(ann: httpx.AsyncClient, text: str) -> None:
    assert (await ann.post("/agents/import", json={"yaml": text})).status_code == 422


async def test_a_draft_is_tried_without_writing(ann: httpx.AsyncClient, model: Model) -> None:
    model(
        {"match": "task", "role": "user", "calls": [{"name": "create_task", "args": {"title": "Call ACME"}}]},
        {"role": "tool", "text": "I would make a task."},
    )
    never = {**DRAFT, "policies": [{"tool": "create_task", "approval": "never"}]}
    body = {"definition": never, "messages": [{"role": "user", "content": "make a task"}]}
    tried = await ann.post("/agents/try", json=body)
    assert tried.status_code == 200, tried.text
    got = tried.json()
    assert (got["text"], got["steps"], got["provider"]) == ("I would make a task.", 2, "scripted")
    assert [p["operation"] for p in got["proposals"]] == ["create_task"] and got["usage"]["input_tokens"] > 0
    assert (await ann.get("/tasks")).json()["items"] == [] and (await ann.get("/approvals")).json()["items"] == []
    streamed = await ann.post("/agents/try", json=body, headers={"accept": "text/event-stream"})
    kinds = [line.removeprefix("event: ") for line in streamed.text.splitlines() if line.startswith("event: ")]
    assert kinds[0] == "start" and kinds[-1] == "complete" and {"tool_call", "tool_result", "approval_required", "delta"} <= set(kinds)
    assert "draft" not in [a["name"] for a in (await ann.get("/agents")).json()["items"]]


async def test_a_colleague_of_a_draft_does_not_write_either(ann: httpx.AsyncClient, model: Model) -> None:
    await made(ann, "writer", policies=[{"tool": "create_task", "approval": "never"}])
    model(
        {"match": "please write", "role": "user", "calls": [{"name": "create_task", "args": {"title": "Call ACME"}}]},
        {"match": "begin", "role": "user", "calls": [{"name": "ask_writer", "args": {"question": "please write"}}]},
        {"role": "tool", "text": "Said."},
    )
    body = {"definition": {**DRAFT, "colleagues": ["writer"]}, "messages": [{"role": "user", "content": "begin"}]}
    tried = (await ann.post("/agents/try", json=body)).json()
    assert [call["status"] for call in tried["calls"] if call["name"] == "ask_writer"] == ["ok"], tried
    assert [(p["operation"], p["entity_type"]) for p in tried["proposals"]] == [("create_task", "tasks")] and tried["proposals"][0]["args"]
    assert (await ann.get("/tasks")).json()["items"] == []


async def test_a_trial_leaves_its_trail_and_nothing_else(ann: httpx.AsyncClient, model: Model, owner: Any) -> None:
    model(
        {"match": "task", "role": "user", "calls": [{"name": "create_task", "args": {"title": "Call ACME"}}]},
        {"match": "break", "role": "user", "error": "refused"}, {"role": "tool", "text": "I would make a task."},
    )  # fmt: skip
    tables = [r["relname"] for r in await owner.fetch("select relname from pg_stat_user_tables")]
    counts = {t: await owner.fetchval(f'select count(*) from "{t}"') for t in tables}
    body = {"definition": DRAFT, "messages": [{"role": "user", "content": "make a task"}]}
    tried = (await ann.post("/agents/try", json=body)).json()
    trace = (await ann.get(f"/traces/{tried['trace_id']}")).json()
    assert (trace["source"], trace["status"], trace["agent"], trace["asked"]) == ("trial", "complete", "draft", "make a task")
    assert trace["conversation_id"] is None and (trace["steps"], trace["calls"]) == (2, 1)
    failed = await ann.post("/agents/try", json={**body, "messages": [{"role": "user", "content": "break"}]})
    assert failed.status_code >= 400
    found = (await ann.get("/traces", params={"source": "trial"})).json()["items"]
    assert [(t["status"], t["asked"]) for t in found] == [("failed", "break"), ("complete", "make a task")]
    grown = {t for t in tables if await owner.fetchval(f'select count(*) from "{t}"') != counts[t]}
    assert grown <= {"traces", "model_calls", "model_spending"}, grown


async def test_a_draft_that_is_not_valid_is_not_tried(ann: httpx.AsyncClient) -> None:
    body = {"definition": {**DRAFT, "tools": ["fly_away"]}, "messages": [{"role": "user", "content": "hello"}]}
    assert (await ann.post("/agents/try", json=body)).status_code == 422
