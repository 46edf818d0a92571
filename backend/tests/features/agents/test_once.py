"""Writes that ask nobody, in answers whose process dies at the worst moment: real processes, SIGKILL, and another takes over."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.kit.testing import Product, founded, started
from app.kit.testing.product import BACKEND, SECRETS
from app.kit.testing.work import worked_off
from tests.features.webhooks.receiver import receiving

pytestmark = pytest.mark.usefixtures("product")
"""Migrates the database."""
WRITES: dict[str, Any] = {"match": "remind", "step": 0, "calls": [{"name": "create_task", "args": {"title": "Call ACME"}}]}
SAYS = {"role": "tool", "match": '"done":true', "text": "I have noted it."}


@dataclass
class House:
    """A product that carries out tasks itself, and workers that can be killed."""

    product: Product
    ann: httpx.AsyncClient
    folder: Path
    environment: dict[str, str]

    async def give(self, task: str) -> dict[str, Any]:
        answer = await self.ann.post("/agents/execute", json={"task": task, "agent_type": "writer"})
        assert answer.status_code == 202, answer.text
        return dict(answer.json())

    async def worker(self, given: dict[str, Any], *rules: dict[str, Any], **environment: str) -> asyncio.subprocess.Process:
        """Another process that carries it out, with a model of its own."""
        script = written(self.folder / "other.json", *rules)
        command = (sys.executable, "-m", "tests.features.agents.worker", given["operation_id"])
        whole = {**self.environment, "LLM_SCRIPT": str(script), **environment}
        return await asyncio.create_subprocess_exec(*command, cwd=BACKEND, env=whole)

    async def again(self, given: dict[str, Any]) -> dict[str, Any]:
        """The answer as this process makes it once the dead one's lease has ended."""
        await asyncio.sleep(1.2)
        ended = await worked_off(self.product, self.ann, given["operation_id"])
        assert ended["status"] == "completed", ended
        return dict((await self.ann.get(f"/agents/execute/{given['operation_id']}")).json())

    async def titles(self) -> list[str]:
        return [task["title"] for task in (await self.ann.get("/tasks")).json()["items"]]


def written(path: Path, *rules: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"rules": rules}))
    return path


@asynccontextmanager
async def housed(folder: Path, *rules: dict[str, Any], **settings: str) -> AsyncIterator[House]:
    script = written(folder / "script.json", *rules)
    own = {"llm_provider": "scripted", "lease_seconds": "1", **settings}
    environment = {
        **os.environ, **{k.upper(): v for k, v in (SECRETS | own).items()}, "DATABASE_URL": os.environ["TEST_DATABASE_URL"],
        "REDIS_URL": os.environ["TEST_REDIS_URL"], "ENVIRONMENT": "test", "DATA_DIR": str(folder),
    }  # fmt: skip
    async with started(folder, **{**own, "lease_seconds": 1, "llm_script": script}) as product:
        there = await founded(product)
        tools = ["create_task", "http_request"]
        rule = [{"tool": "create_task", "approval": "never"}, {"tool": "http_request", "approval": "never", "hosts": ["127.0.0.1"]}]
        agent = {"name": "writer", "label": "Writer", "role": "You write.", "prompt": "Write.", "tools": tools, "policies": rule}
        made = await there.admin.http.post("/agents", json=agent)
        assert made.status_code == 201, made.text
        yield House(product, there.admin.http, folder, environment)
        await there.aclose()


@pytest.mark.parametrize("moment", ["before_written", "after_written"])
async def test_a_write_is_done_once_whenever_its_process_dies(tmp_path: Path, moment: str) -> None:
    """Just before the transaction of the write ends, and between it and all that tells of it."""
    async with housed(tmp_path, WRITES, SAYS) as house:
        given = await house.give("remind me of ACME")
        dying = await house.worker(given, WRITES, SAYS, FAULT=f"{moment}:1:kill")
        assert await dying.wait() == -9
        assert await house.titles() == (["Call ACME"] if moment == "after_written" else [])
        ended = await house.again(given)
        assert ended["result"]["text"] == "I have noted it." and ended["agent_metadata"]["attempts"] == 2
        assert await house.titles() == ["Call ACME"]
        rows = (await house.ann.get("/audit-logs", params={"entity_type": "tasks", "action": "create"})).json()["items"]
        assert len(rows) == 1
        path = f"/conversations/{given['agent_metadata']['conversation_id']}/messages"
        calls = (await house.ann.get(path)).json()["items"][-1]["tool_calls"]
        assert [(c["name"], c["status"]) for c in calls] == [("create_task", "ok")]


async def test_two_equal_writes_stay_two(tmp_path: Path) -> None:
    """The first try dies after one of two equal calls: the second is made by the next try, the first is not."""
    twice = {**WRITES, "calls": WRITES["calls"] * 2}
    async with housed(tmp_path, twice, SAYS) as house:
        given = await house.give("remind me twice")
        dying = await house.worker(given, WRITES, SAYS, FAULT="after_written:1:kill")
        assert await dying.wait() == -9
        await house.again(given)
        assert await house.titles() == ["Call ACME"] * 2


async def test_what_may_be_the_same_in_other_words_waits_for_a_person(tmp_path: Path) -> None:
    other = {**WRITES, "calls": [{"name": "create_task", "args": {"title": "Ring up ACME"}}]}
    waits = {"role": "tool", "match": "approval", "text": "It waits."}
    async with housed(tmp_path, other, waits) as house:
        given = await house.give("remind me of ACME")
        dying = await house.worker(given, WRITES, SAYS, FAULT="after_written:1:kill")
        assert await dying.wait() == -9
        ended = await house.again(given)
        assert await house.titles() == ["Call ACME"]
        assert [a["operation"] for a in ended["result"]["approvals"]] == ["create_task"]


async def test_what_leaves_the_house_is_not_sent_again(tmp_path: Path) -> None:
    async with receiving() as receiver:
        calls = [{"name": "http_request", "args": {"url": receiver.url, "body": "pay"}}]
        sends = {"match": "send", "step": 0, "calls": calls}
        says = {"role": "tool", "match": "(not known|done)", "text": "Told: $1"}
        receiver.gap = 20
        async with housed(tmp_path, sends, says, egress_allow=f"127.0.0.1:{receiver.port}") as house:
            given = await house.give("send it")
            dying = await house.worker(given, sends, says)
            async with asyncio.timeout(150):
                while not receiver.seen:
                    await asyncio.sleep(0.02)
            dying.kill()
            assert await dying.wait() == -9
            receiver.gap = 0
            ended = await house.again(given)
            assert ended["result"]["text"] == "Told: not known" and len(receiver.seen) == 1
            fresh = await house.give("send it")  # another task is another wish
            assert (await house.again(fresh))["result"]["text"] == "Told: done" and len(receiver.seen) == 2


async def test_a_process_that_lost_the_work_writes_nothing(tmp_path: Path) -> None:
    """It hangs in the middle of the write until another has taken the operation over."""
    async with housed(tmp_path, WRITES, SAYS) as house:
        given = await house.give("remind me of ACME")
        late = {**WRITES, "calls": [{"name": "create_task", "args": {"title": "Late"}}], "delay": 0}
        hanging = await house.worker(given, late, SAYS, FAULT="before_noted:1:stop")
        async with asyncio.timeout(150):
            while (await house.ann.get(f"/operations/{given['operation_id']}")).json()["status"] != "running":
                await asyncio.sleep(0.05)
        await stopped(hanging)
        await house.again(given)
        hanging.send_signal(18)
        await hanging.wait()
        assert await house.titles() == ["Call ACME"]


async def stopped(process: asyncio.subprocess.Process) -> None:
    """Until it stands still."""
    async with asyncio.timeout(150):
        while not await asyncio.to_thread(_still, process.pid):
            await asyncio.sleep(0.02)


def _still(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
