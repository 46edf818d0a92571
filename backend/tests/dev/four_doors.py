"""Put into the copy by test_first_agent.py: the agent and the tool of the pages at the API, the command line, /v1 and /mcp."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.live import served
from app.kit.testing.product import BACKEND

SCRIPT = {
    "rules": [{"match": "postpone (\\S+)", "step": 0, "calls": [{"name": "postpone_task", "args": '{"id": "$1", "days": 3}'}]}],
    "otherwise": {"text": "I look after unpaid invoices."},
}


@dataclass
class House:
    """A running product with the pages' code in it."""

    url: str
    org: Organisation

    async def key(self, role: str = "admin") -> str:
        http = await self.org.client(role)
        scopes = [s["name"] for s in (await http.get("/api-keys/scopes")).json()]
        return str((await http.post("/api-keys", json={"name": "Doors", "scopes": scopes})).json()["secret"])

    async def task(self) -> dict[str, Any]:
        made = await self.org.admin.http.post("/tasks", json={"title": "Call Acme", "due_on": "2026-12-01"})
        return dict(made.json())

    async def due(self, task: dict[str, Any]) -> str:
        return str((await self.org.admin.http.get(f"/tasks/{task['id']}")).json()["due_on"])

    async def last_row(self, task: dict[str, Any]) -> dict[str, Any]:
        rows = (await self.org.admin.http.get("/audit-logs", params={"entity_id": task["id"]})).json()["items"]
        return dict(rows[0]["actor"])

    async def cli(self, key: str, *words: str) -> tuple[int, str]:
        """A command of the copy: exit code and output."""
        environment = {**os.environ, "GROUNDWORK_URL": self.url, "GROUNDWORK_API_KEY": key, "XDG_CACHE_HOME": str(BACKEND / ".cache")}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "app.cli", *words, cwd=BACKEND, env=environment, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        return process.returncode or 0, out.decode()


@pytest.fixture
async def house(product: Product, tmp_path: Path) -> AsyncIterator[House]:
    script = tmp_path / "script.json"
    script.write_text(json.dumps(SCRIPT))
    async with started(tmp_path / "data", llm_provider="scripted", llm_script=script) as own, served(own) as url:
        org = await founded(own)
        yield House(url, org)
        await org.aclose()


def mcp(house: House, key: str) -> Client:
    http = httpx2.AsyncClient(headers={"authorization": f"Bearer {key}"}, timeout=20)
    return Client(streamable_http_client(f"{house.url}/mcp", http_client=http))


async def tools(client: Client) -> set[str]:
    names: set[str] = set()
    page = await client.list_tools()
    names |= {tool.name for tool in page.tools}
    while page.next_cursor:
        page = await client.list_tools(cursor=page.next_cursor)
        names |= {tool.name for tool in page.tools}
    return names


async def test_the_agent_is_at_every_door(house: House) -> None:
    key, http = await house.key(), house.org.admin.http
    assert "collector" in [a["name"] for a in (await http.get("/agents")).json()["items"]]  # what the screen lists
    code, out = await house.cli(key, "agents", "run", "What do you do?", "--agent", "collector")
    assert code == 0 and "unpaid invoices" in out
    async with openai.AsyncOpenAI(base_url=f"{house.url}/v1", api_key=key, max_retries=0) as ai:
        assert "collector" in [model.id async for model in ai.models.list()]
        said = await ai.chat.completions.create(model="collector", messages=[{"role": "user", "content": "Who are you?"}])
        assert "unpaid invoices" in (said.choices[0].message.content or "")
    async with mcp(house, key) as client:
        assert {"ask_collector", "postpone_task"} <= await tools(client)


async def test_the_tool_is_at_every_door_with_audit(house: House) -> None:
    key, http = await house.key(), house.org.admin.http
    task = await house.task()
    assert (await http.post(f"/tasks/{task['id']}/postpone", params={"days": 3})).status_code == 204
    assert await house.due(task) == "2026-12-04" and (await house.last_row(task))["via"] == "browser"
    assert (await house.cli(key, "tasks", "postpone", "Call Acme", "--days", "3"))[0] == 0
    assert await house.due(task) == "2026-12-07" and (await house.last_row(task))["via"] == "key"
    async with mcp(house, key) as client:
        assert not (await client.call_tool("postpone_task", {"id": task["id"], "days": 3})).is_error
    assert await house.due(task) == "2026-12-10" and (await house.last_row(task))["via"] == "mcp"
    talk = (await http.post("/conversations", json={"agent": "assistant"})).json()["id"]
    answer = (await http.post(f"/conversations/{talk}/messages", json={"content": f"postpone {task['id']}"})).json()
    (waiting,) = answer["approvals"]
    assert await house.due(task) == "2026-12-10", "an agent's write waits"
    assert (await http.post(f"/conversations/{talk}/approvals/{waiting['id']}", json={"decision": "approve"})).status_code == 200
    assert await house.due(task) == "2026-12-13" and (await house.last_row(task))["agent"] == "assistant"


async def test_a_guest_is_refused_at_every_door(house: House) -> None:
    key, http, task = await house.key("guest"), await house.org.client("guest"), await house.task()
    assert (await http.post(f"/tasks/{task['id']}/postpone")).status_code == 403
    assert (await house.cli(key, "tasks", "postpone", "Call Acme"))[0] == 5
    assert (await house.cli(key, "agents", "run", "hi", "--agent", "collector"))[0] == 5
    async with openai.AsyncOpenAI(base_url=f"{house.url}/v1", api_key=key, max_retries=0) as ai:
        with pytest.raises(openai.PermissionDeniedError):
            await ai.chat.completions.create(model="collector", messages=[{"role": "user", "content": "hi"}])
    async with mcp(house, key) as client:
        assert not {"ask_collector", "postpone_task"} & await tools(client)
        assert (await client.call_tool("postpone_task", {"id": task["id"]})).is_error
    assert await house.due(task) == "2026-12-01"
