"""What is kept of a turn: everything that happened, masked, beside the work."""

import asyncio
import io
import json
import re
import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import event

from app.kit.agent.trail import Trail, trailed
from app.kit.core.access import Actor
from app.kit.core.ids import new_id
from app.kit.core.spans import span
from app.kit.testing import Organisation, Product
from tests.features.conftest import Model, Talk, ask
from tests.features.traces.conftest import Trace

CREATE = {
    "match": "create",
    "step": 0,
    "text": "One moment. ",
    "calls": [{"name": "create_customer", "args": {"name": "Acme", "code": "C-77"}}],
}
READ = {"match": "both", "step": 0, "calls": [{"name": "list_customers", "args": {"limit": 3}}, {"name": "list_tasks", "args": {}}]}
HERE = {"match": ".", "text": "Here."}
AFTER = {"role": "tool", "match": ".", "text": "That is all."}


def named(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in found["spans"] if one["kind"] == kind]


def everything(folder: Path) -> str:
    return "\n".join(p.read_text() for p in folder.rglob("*") if p.is_file())


async def test_the_zip_holds_what_happened(ann: httpx.AsyncClient, talk: Talk, model: Model, trace: Trace) -> None:
    model(READ, AFTER)
    path = await talk()
    answer = await ask(ann, path, "show me both")
    found = await trace(ann, answer["id"])
    sent = await ann.get(f"/traces/{answer['id']}/download")
    assert sent.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(sent.content)) as made:
        assert made.testzip() is None
        files = {name.partition("/")[2]: made.read(name) for name in made.namelist()}
        assert all(re.fullmatch(r"[\w-]+(/[\w-]+)?/[a-z_]+\.(json|txt)", name) for name in made.namelist()), made.namelist()
    session = json.loads(files["session.json"])
    assert (
        session["status"] == found["status"] == "complete"
        and session["asked"] == "show me both"
        and len(session["spans"]) == len(found["spans"])
    )
    first, second = (one["number"] for one in named(found, "model"))
    calls = json.loads(files[f"{first:02d}_model_assistant/tool_calls.json"])
    assert [call["name"] for call in calls] == ["list_customers", "list_tasks"] and calls[0]["args"] == {"limit": 3}
    assert "[user]\nshow me both" in files[f"{first:02d}_model_assistant/prompt.txt"].decode()
    assert files[f"{second:02d}_model_assistant/response.txt"].decode() == "That is all."
    tool = named(found, "tool")[0]["number"]
    assert json.loads(files[f"{tool:02d}_tool_list_customers/request.json"]) == {"limit": 3}
    result = files[f"{tool:02d}_tool_list_customers/response.txt"].decode()
    request = json.loads(files[f"{second:02d}_model_assistant/request.json"])
    assert result in [m["content"] for m in request["messages"]], "the model was sent what the tool answered"
    assert json.loads(files[f"{tool:02d}_tool_list_customers/parsed.json"]) == json.loads(result)
    assert (found["steps"], found["calls"]) == (2, 2) and found["input_tokens"] > 0 and found["size"] == sum(map(len, files.values()))


async def test_tools_of_one_step_stand_side_by_side(ann: httpx.AsyncClient, talk: Talk, model: Model, trace: Trace) -> None:
    model(READ, AFTER)
    found = await trace(ann, (await ask(ann, await talk(), "both"))["id"])
    [turn] = named(found, "turn")
    [way] = [one for one in named(found, "decision") if one["name"] == "model"]
    assert (turn["parent"], way["parent"]) == (0, turn["number"])
    assert {one["parent"] for one in (*named(found, "tool"), *named(found, "model"))} == {way["number"]}
    assert all(one["ms"] is not None and 0 <= one["start_ms"] <= found["ms"] + 1 for one in found["spans"])
    assert all("first_token" in one["facts"] for one in named(found, "model"))


async def test_what_was_decided_says_why(ann: httpx.AsyncClient, talk: Talk, model: Model, trace: Trace) -> None:
    model(CREATE, {"match": "drop", "step": 0, "calls": [{"name": "delete_user", "args": {}}]}, AFTER)
    path = await talk("concierge")
    found = await trace(ann, (await ask(ann, path, "create a customer"))["id"])
    why = {one["name"]: one["facts"]["why"] for one in named(found, "decision")}
    assert why["colleague"] and why["a person is asked"] == "Writes with this tool wait for a person." and "fit the words" in why["tools"]
    [asked] = [one for one in named(found, "decision") if one["name"] == "a person is asked"]
    whole = (await ann.get(f"/traces/{found['id']}/spans/{asked['number']}")).json()
    assert {"field": "name", "old": None, "new": "Acme", "hidden": None} in whole["facts"]["changes"]
    [agent], [way] = named(found, "agent"), [one for one in named(found, "decision") if one["name"] == "model"]
    assert way["parent"] == agent["number"] and {one["parent"] for one in named(found, "model")} == {way["number"]}
    refused = await trace(ann, (await ask(ann, path, "drop everybody"))["id"])
    assert [one["facts"]["why"] for one in named(refused, "decision") if one["name"] == "refused"]


async def test_the_planner_says_what_it_understood(ann: httpx.AsyncClient, talk: Talk, trace: Trace) -> None:
    found = await trace(ann, (await ask(ann, await talk(), "How many customers do we have?"))["id"])
    [understood] = [one for one in named(found, "decision") if one["name"] == "understood"]
    assert "read" in understood["facts"] and found["steps"] == 0 and found["calls"] >= 1


async def test_no_secret_is_kept(ann: httpx.AsyncClient, talk: Talk, model: Model, trace: Trace, folder: Path, owner: Any) -> None:
    canaries = ["canary-pass-7", "sk-canary-1234567890", "CanaryBearer12345", "canary-said-9", "hunter-canary"]
    args = {"name": "Acme", "notes": "password: canary-pass-7", "token": "canary-said-9"}
    model({"match": "create", "step": 0, "text": "With canary-said-9. ", "calls": [{"name": "create_customer", "args": args}]}, AFTER)
    said = "create it with sk-canary-1234567890, Bearer CanaryBearer12345, my password is hunter-canary"
    found = await trace(ann, (await ask(ann, await talk(), said))["id"])
    kept = await asyncio.to_thread(everything, folder)
    rows = "\n".join(str(dict(row)) for row in await owner.fetch("select * from traces where id = $1", found["id"]))
    assert "create it with •••" in kept and "create it with •••" in rows
    for canary in canaries:
        assert canary not in kept and canary not in rows and canary not in json.dumps(found), canary


async def test_no_name_of_a_model_becomes_a_path(ann: httpx.AsyncClient, talk: Talk, model: Model, trace: Trace, folder: Path) -> None:
    model({"match": "go", "step": 0, "calls": [{"name": "../../../escaped", "args": {}}, {"name": "/etc/x", "args": {}}]}, AFTER)
    found = await trace(ann, (await ask(ann, await talk(), "go"))["id"])
    numbers = [one["number"] for one in named(found, "tool")]
    assert [one["name"] for one in named(found, "tool")] == ["../../../escaped", "/etc/x"]
    names = await asyncio.to_thread(lambda: [str(p.relative_to(folder.parents[1])) for p in folder.parents[1].rglob("*")])
    assert {f"{n:02d}_tool_other" for n in numbers} <= {name.rpartition("/")[2] for name in names if found["id"] in name}
    assert not [name for name in names if "escaped" in name]
    assert (await ann.get(f"/traces/{found['id']}/spans/{numbers[0]}")).status_code == 200


async def test_nothing_stands_before_the_first_word(
    ann: httpx.AsyncClient, talk: Talk, model: Model, product: Product, trace: Trace
) -> None:
    """No statement and no file of the trail until the first word was said."""
    model({"match": ".", "text": "Here we are, at last.", "delay": 0.05})
    path, seen = await talk(), list[tuple[float, str]]()
    await trace(ann, (await ask(ann, path, "hello"))["id"])  # LangChain is loaded now
    engine = product.kit.db.engine.sync_engine

    def listen(*given: Any) -> None:
        seen.append((time.time(), given[2]))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        found = await trace(ann, (await ask(ann, path, "hello"))["id"])
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    [call] = named(found, "model")
    began = datetime.fromisoformat(found["started_at"]).timestamp()
    word = began + call["start_ms"] / 1000 + call["facts"]["first_token"]
    written = [at for at, statement in seen if "traces" in statement]
    assert began < word and written and min(written) > word


async def test_a_failed_turn_is_kept(ann: httpx.AsyncClient, talk: Talk, model: Model, trace: Trace) -> None:
    model({"match": ".", "text": "So far", "error": "refused"})
    path = await talk("data_analyst")
    said = await ann.post(f"{path}/messages", json={"content": "hello"}, timeout=60)
    assert said.status_code == 503
    answer = (await ann.get(f"{path}/messages")).json()["items"][-1]
    found = await trace(ann, answer["id"], "failed")
    [call] = named(found, "model")
    assert call["error"] == "ModelError"
    assert (await ann.get(f"/traces/{found['id']}/spans/{call['number']}")).json()["response"].strip() == "So far"


async def test_a_stopped_turn_is_kept(ann: httpx.AsyncClient, talk: Talk, model: Model, trace: Trace) -> None:
    model({"match": ".", "text": "word " * 100, "delay": 0.05})
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "hello"}, timeout=60))
    while not (running := [m for m in (await ann.get(f"{path}/messages")).json()["items"] if m["status"] == "running"]):
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
    await ann.post(f"{path}/stop")
    await asking
    found = await trace(ann, running[0]["id"], "stopped")
    assert found["spans"][0]["facts"]["status"] == "stopped"


async def test_a_trail_that_can_not_be_written_harms_nobody(ann: httpx.AsyncClient, talk: Talk, model: Model, folder: Path) -> None:
    await asyncio.to_thread(folder.write_text, "in the way")
    model(HERE)
    answer = await ask(ann, await talk(), "hello")
    assert answer["content"] == "Here." and (await ann.get(f"/traces/{answer['id']}")).status_code == 404


async def test_a_completion_is_kept_too(org: Organisation, product: Product, model: Model, trace: Trace) -> None:
    model(HERE)
    async with product.client(base_url="http://testserver", headers={"authorization": f"Bearer {org.admin.token}"}) as client:
        given = {"model": "assistant", "messages": [{"role": "user", "content": "who is there?"}]}
        said = await client.post("/v1/chat/completions", json=given, timeout=60)
    assert said.json()["choices"][0]["message"]["content"] == "Here.", said.text
    while not (kept := (await org.admin.http.get("/traces", params={"source": "completion"})).json()["items"]):
        await asyncio.sleep(0.02)
    found = await trace(org.admin.http, kept[0]["id"])
    assert (found["asked"], found["agent"], found["status"], found["steps"]) == ("who is there?", "assistant", "complete", 1)
    assert found["conversation_id"] is None


async def test_two_hundred_steps_are_read_at_once(product: Product, org: Organisation, trace: Trace) -> None:
    made = Trail(new_id(), Actor(UUID(org.admin.id), UUID(org.id)), "completion", agent="assistant", asked="much")
    async with trailed(product.kit, made):
        for n in range(200):
            with span("tool", "list_customers", args={"n": n}) as here:
                here.note(result="x" * 2000)
    found = await trace(org.admin.http, str(made.id))
    assert len(found["spans"]) == 201 and len(json.dumps(found)) < 60_000, "the tree holds no long texts"
    assert len((await org.admin.http.get(f"/traces/{made.id}/spans/201")).json()["response"]) == 2000
