"""What other windows and other processes learn of a turn: sockets' events, a reader and a stop that come from elsewhere, a dead process."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.features.conversations.service import end_dead_answers
from app.kit.agent.running import Running
from app.kit.core.access import Actor
from app.kit.core.tell import Teller
from app.kit.live.topics import may_follow
from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.people import signed_in
from app.kit.testing.product import BACKEND, SECRETS
from tests.features.conftest import Model, Talk, ask, begun, events

SLOW = {"match": "count", "text": " ".join(str(n) for n in range(1, 41)), "delay": 0.06}
STREAM = {"accept": "text/event-stream"}


class Heard(list[tuple[str, str, dict[str, Any]]]):
    """Keeps what is told instead of sending it."""

    def tell(self, room: str, event: str, data: dict[str, Any]) -> None:
        self.append((room, event, data))

    async def drain(self) -> None: ...

    async def aclose(self) -> None: ...


@pytest.fixture
async def heard(product: Product) -> AsyncIterator[Heard]:
    before, product.kit.ports[Teller] = product.kit.ports.get(Teller), Heard()
    yield product.kit.ports[Teller]
    product.kit.ports[Teller] = before


@pytest.fixture
async def elsewhere(product: Product) -> AsyncIterator[Any]:
    """`elsewhere()`: from now on requests come to a process that does not know the turns running now."""
    here = product.kit.ports[Running]

    def leave() -> None:
        product.kit.ports[Running] = Running()

    yield leave
    product.kit.ports[Running] = here


async def test_sockets_hear_text_approvals_and_the_end(
    model: Model, org: Organisation, ann: httpx.AsyncClient, talk: Talk, heard: Heard
) -> None:
    model(
        {"role": "tool", "match": ".", "text": "Please approve."},
        {
            "match": "add (\\w+)",
            "text": "One moment. ",
            "calls": [{"name": "create_customer", "args": {"code": "$1", "name": "$1", "status": "lead"}}],
        },
    )
    path = await talk()
    answer = await ask(ann, path, "add NEW1")
    told = [(event, data) for room, event, data in heard if room == f"conversation:{path.rpartition('/')[2]}@{org.id}"]
    assert "".join(data["text"] for event, data in told if event == "message.delta") == answer["content"]
    assert [data["approval_id"] for event, data in told if event == "approval.required"] == [answer["approvals"][0]["id"]]
    assert [(data["message_id"], data["status"]) for event, data in told if event == "message.completed"] == [(answer["id"], "complete")]
    heard.clear()
    await ann.post(f"{path}/approvals/{answer['approvals'][0]['id']}", json={"decision": "approve"})
    assert "message.completed" in [event for _, event, _ in heard]


async def test_only_its_owner_may_follow_it_live(
    model: Model, org: Organisation, other_org: Organisation, product: Product, talk: Talk
) -> None:
    topic = (await talk()).removeprefix("/").replace("conversations/", "conversation:")
    everything = frozenset({"agents:use", "customers:read"})
    mine = Actor(UUID(org.admin.id), UUID(org.id), everything)
    assert await may_follow(product.kit, mine, topic)
    assert not await may_follow(product.kit, Actor(UUID(other_org.admin.id), UUID(org.id), everything), topic)
    assert not await may_follow(product.kit, Actor(UUID(org.admin.id), UUID(other_org.id), everything), topic)
    assert not await may_follow(product.kit, mine, "conversation:nonsense")


async def test_another_process_reads_along_and_stops(model: Model, ann: httpx.AsyncClient, talk: Talk, elsewhere: Any) -> None:
    model(SLOW)
    path = await talk()
    asking = asyncio.create_task(ann.post(f"{path}/messages", json={"content": "count"}, headers=STREAM))
    message = await begun(ann, path)
    elsewhere()
    following = asyncio.create_task(ann.get(f"{path}/messages/{message['id']}/events"))
    await begun(ann, path, "1 2 3 4 5 6")
    assert (await ann.post(f"{path}/stop")).status_code == 204
    here, there = events((await asking).text), events((await following).text)
    assert here == there
    assert here[-1][2]["message"]["status"] == "stopped"
    assert 3 < len(here) < 40


async def test_a_process_that_is_told_to_stop_interrupts_its_turns(tmp_path: Path) -> None:
    (tmp_path / "script.json").write_text(json.dumps({"rules": [{**SLOW, "text": "word " * 400}]}))
    settings = {"llm_provider": "scripted", "llm_script": tmp_path / "script.json"}
    async with started(tmp_path, **settings) as product:
        there = await founded(product)
        path = f"/conversations/{(await there.admin.http.post('/conversations', json={'agent': 'assistant'})).json()['id']}"
        asking = asyncio.create_task(there.admin.http.post(f"{path}/messages", json={"content": "count"}))
        await begun(there.admin.http, path, "word word")
    said = await asking
    assert (said.status_code, "cut off" in said.json()["detail"]) == (503, True)
    async with started(tmp_path, **settings) as product:
        person = await signed_in(product, there.admin.email, address=there.address)
        message = (await person.http.get(f"{path}/messages")).json()["items"][-1]
    assert message["status"] == "interrupted" and message["content"].startswith("word word")


async def test_a_killed_process_leaves_an_interrupted_answer(org: Organisation, product: Product, tmp_path: Path) -> None:
    """Two real processes: one is killed in the middle of an answer, the reader goes on at the other."""
    await org.admin.http.post("/customers", json={"code": "FIVE", "name": "Five", "status": "active"})
    look = {"match": "count", "step": 0, "calls": [{"name": "list_customers", "args": {}}]}
    (tmp_path / "script.json").write_text(json.dumps({"rules": [{**SLOW, "role": "tool", "match": "."}, look]}))
    async with served(tmp_path) as (doomed, first), served(tmp_path) as (_, second):
        headers = {"authorization": f"Bearer {org.admin.token}"}
        async with httpx.AsyncClient(base_url=first, headers=headers) as client:
            made = (await client.post("/conversations", json={"agent": "assistant"})).json()
            path, got = f"/conversations/{made['id']}", b""
            with pytest.raises(httpx.HTTPError):
                async with client.stream("POST", f"{path}/messages", json={"content": "count"}, headers=STREAM, timeout=20) as response:
                    async for chunk in response.aiter_raw():
                        got += chunk
                        if b"25 " in got and doomed.returncode is None:
                            doomed.kill()
        seen = events(got.decode().rpartition("\n\n")[0])
        async with httpx.AsyncClient(base_url=second, headers=headers, timeout=20) as client:
            rest = await client.get(f"{path}/messages/{seen[0][2]['message_id']}/events", headers={"last-event-id": seen[-1][0]})
            message = (await client.get(f"{path}/messages")).json()["items"][-1]
            assert (await client.post(f"{path}/messages", json={"content": "hello again"})).status_code == 200
    told = [*seen, *events(rest.text)]
    assert [int(id.rpartition(":")[2]) for id, _, _ in told] == list(range(1, len(told) + 1))  # no gap, nothing twice
    assert "".join(data["text"] for _, kind, data in told if kind == "delta") == message["content"]
    assert told[-1][1] == "error"
    assert (message["status"], message["error"] != "", message["content"].startswith("1 2 3")) == ("interrupted", True, True)
    assert not message["content"].endswith("40")
    assert [(c["name"], c["status"], c["summary"]) for c in message["tool_calls"]] == [("list_customers", "ok", "1 row")]
    assert [c["key"] for c in message["citations"]] == ["FIVE"]


@asynccontextmanager
async def served(folder: Path, **more: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A process of the API on the test database, with the scripted model and `more` settings; its base address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {name.upper(): value for name, value in SECRETS.items()}
    env |= {"DATABASE_URL": os.environ["TEST_DATABASE_URL"], "REDIS_URL": os.environ["TEST_REDIS_URL"], "DATA_DIR": str(folder)}
    env |= {
        "LLM_PROVIDER": "scripted",
        "LLM_SCRIPT": str(folder / "script.json"),
        "LEASE_SECONDS": "2",
        "ENVIRONMENT": "test",
        "LOG_LEVEL": "ERROR",
        **more,
    }
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(*command, cwd=BACKEND, env=env)
    base = f"http://127.0.0.1:{port}/api/v1"
    try:
        async with httpx.AsyncClient() as client, asyncio.timeout(30):
            while True:
                with suppress(httpx.HTTPError):
                    if (await client.get(f"{base}/health")).status_code == 200:
                        break
                await asyncio.sleep(0.1)
        yield process, base
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def test_answers_that_outlast_their_lease_are_not_taken_for_dead(tmp_path: Path) -> None:
    (tmp_path / "script.json").write_text(json.dumps({"rules": [{**SLOW, "delay": 0.15}]}))
    settings = {"llm_provider": "scripted", "llm_script": tmp_path / "script.json", "lease_seconds": 3}
    async with started(tmp_path, **settings) as product:
        people = [(await founded(product)).admin.http for _ in range(2)]  # each organisation's answers are renewed apart
        talks = [(http, (await http.post("/conversations", json={"agent": "assistant"})).json()["id"]) for http in people * 2]
        asking = [asyncio.create_task(http.post(f"/conversations/{id}/messages", json={"content": "count"})) for http, id in talks]
        for _ in range(5):  # five seconds of six; the lease is three
            await asyncio.sleep(1)
            await end_dead_answers(product.kit)
        half = [(await http.get(f"/conversations/{id}/messages")).json()["items"][-1] for http, id in talks]
        said = [(await one).json() for one in asking]
    assert all(m["status"] == "running" and m["content"].startswith("1 2 3") for m in half), "who reads along sees what was said so far"
    assert [(m["status"], m["content"]) for m in said] == [("complete", SLOW["text"])] * 4
