"""The official MCP client against /mcp of a running server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client

from app.features.customers.module import Customer
from app.kit.testing import founded
from tests.features.gateway.conftest import Edge
from tests.kit.llm.fake_openai import calls, text


@asynccontextmanager
async def connected(edge: Edge, key: str, **options: Any) -> AsyncIterator[Client]:
    """A client that has initialised."""
    async with (
        httpx2.AsyncClient(headers={"authorization": f"Bearer {key}"}, timeout=20) as http,
        Client(streamable_http_client(f"{edge.url}/mcp", http_client=http), **options) as client,
    ):
        yield client


async def listed(client: Client) -> dict[str, Any]:
    """All tools, page by page."""
    found: dict[str, Any] = {}
    cursor = None
    while True:
        page = await client.list_tools(cursor=cursor)
        found |= {tool.name: tool for tool in page.tools}
        cursor = page.next_cursor
        if cursor is None:
            return found


async def test_it_lists_what_the_caller_may_do(edge: Edge) -> None:
    async with connected(edge, await edge.key()) as client:
        assert client.server_info and client.server_info.name == "groundwork"
        tools = await listed(client)
    assert {"list_customers", "create_customer", "delete_customer", "ask_assistant"} <= set(tools) and len(tools) > 80
    assert tools["list_customers"].input_schema["properties"]["country"]
    read, make, remove = (tools[name].annotations for name in ("list_customers", "create_customer", "delete_customer"))
    assert read.read_only_hint and not make.read_only_hint and not make.destructive_hint and remove.destructive_hint
    assert not {"create_api_key", "update_user", "create_webhook", "change_password"} & set(tools), "what no key may do is not offered"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_read_and_a_write_are_done_as_the_key(edge: Edge, mode: Any) -> None:
    await edge.customer("ACME", country="Norway")
    key = await edge.key()
    async with connected(edge, key, mode=mode) as client:
        found = await client.call_tool("list_customers", {"country": "Norway"})
        assert not found.is_error and [c["code"] for c in (found.structured_content or {})["items"]] == ["ACME"]
        made = await client.call_tool("create_customer", {"code": "NEW", "name": "New Ltd"})
        assert not made.is_error
    id = (made.structured_content or {})["id"]
    row = (await edge.admin.get("/audit-logs", params={"entity_id": id})).json()["items"][0]
    own = (await edge.admin.get("/api-keys")).json()["items"][0]["id"]
    assert (row["actor"]["via"], row["actor"]["api_key_id"], row["actor"]["user_id"]) == ("mcp", own, edge.org.admin.id)


async def test_a_failure_is_a_result_with_the_problem(edge: Edge) -> None:
    await edge.customer("ACME")
    async with connected(edge, await edge.key()) as client:
        for name, args, status in [
            ("create_customer", {"code": "ACME", "name": "Twice"}, 409), ("create_customer", {"code": "X"}, 422),
            ("list_customers", {"colour": "red"}, 422), ("get_customer", {"id": "018f0000-0000-7000-8000-000000000000"}, 404),
            ("ask_nobody", {"question": "hi"}, 404), ("ask_assistant", {}, 422),
        ]:  # fmt: skip
            answer = await client.call_tool(name, args)
            assert answer.is_error and json.loads(answer.content[0].text)["status"] == status, name  # type: ignore[union-attr]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_what_is_no_tool_and_no_page_is_an_error_of_the_protocol(edge: Edge, mode: Any) -> None:
    """https://modelcontextprotocol.io/specification/2025-11-25/server/tools#error-handling"""
    async with connected(edge, await edge.key(), mode=mode) as client:
        for name in ("no_such_tool", "create_api_key", "login"):
            with pytest.raises(MCPError) as unknown:
                await client.call_tool(name, {})
            assert (unknown.value.error.code, unknown.value.error.message) == (-32602, f"Unknown tool: {name}")
        for cursor in ("banana", "0", "-1", "9999", "1" * 50, "\N{SUPERSCRIPT TWO}"):
            with pytest.raises(MCPError) as lost:
                await client.list_tools(cursor=cursor)
            assert lost.value.error.code == -32602


async def test_a_write_without_an_answer_says_that_it_was_done(edge: Edge) -> None:
    acme = await edge.customer("ACME")
    async with connected(edge, await edge.key()) as client:
        done = await client.call_tool("delete_customer", {"id": acme["id"]})
    assert not done.is_error and done.content[0].text == "Done."  # type: ignore[union-attr]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_who_wants_progress_hears_an_agent_speak(edge: Edge, mode: Any) -> None:
    edge.fake.plan = [{"chunks": text("One ", "two ", "three."), "gap": 0.05}]
    heard: list[tuple[float, str | None]] = []

    async def note(progress: float, total: float | None, message: str | None) -> None:
        heard.append((progress, message))

    async with connected(edge, await edge.key(), mode=mode) as client:
        answer = await client.call_tool("ask_data_analyst", {"question": "Count"}, progress_callback=note)
    assert answer.content[0].text == "One two three."  # type: ignore[union-attr]
    assert heard == [(1, "One "), (2, "two "), (3, "three.")]


async def test_two_clients_do_not_hear_each_other(edge: Edge) -> None:
    guest = await edge.org.client("guest")
    async with connected(edge, await edge.key()) as one, connected(edge, await edge.key(guest)) as other:
        mine, theirs = await asyncio.gather(listed(one), listed(other))
        assert "create_customer" in mine and "create_customer" not in theirs
        made, refused = await asyncio.gather(*(c.call_tool("create_customer", {"code": "X", "name": "X"}) for c in (one, other)))
        assert not made.is_error and (refused.structured_content or {})["status"] == 403


async def test_a_guest_may_not_do_more_than_a_guest(edge: Edge) -> None:
    guest = await edge.org.client("guest")
    async with connected(edge, await edge.key(guest)) as client:
        tools = await listed(client)
        assert "list_customers" in tools and "create_customer" not in tools and "ask_assistant" not in tools
        for name, args in (("create_customer", {"code": "X", "name": "X"}), ("ask_assistant", {"question": "hi"})):
            refused = await client.call_tool(name, args)
            assert refused.is_error and (refused.structured_content or {})["status"] == 403
        assert not (await client.call_tool("list_customers", {})).is_error


@pytest.mark.parametrize(("option", "offered"), [("read", {"list_customers"}), ("never", set())])
async def test_what_an_entity_keeps_from_agents_is_no_tool(edge: Edge, option: str, offered: set[str]) -> None:
    before, Customer.__agents__ = Customer.__agents__, option  # as a declaration may say
    try:
        async with connected(edge, await edge.key()) as client:
            assert {"list_customers", "create_customer"} & set(await listed(client)) == offered
            with pytest.raises(MCPError, match="Unknown tool"):
                await client.call_tool("create_customer", {"code": "X", "name": "X"})
    finally:
        Customer.__agents__ = before


async def test_another_organisations_record_is_not_there(edge: Edge) -> None:
    acme = await edge.customer("ACME")
    strangers = await founded(edge.product)
    async with connected(edge, await edge.key(strangers.admin.http)) as client:
        for name, args in (("get_customer", {"id": acme["id"]}), ("delete_customer", {"id": acme["id"]})):
            assert ((await client.call_tool(name, args)).structured_content or {})["status"] == 404
        assert ((await client.call_tool("list_customers", {})).structured_content or {})["items"] == []
    await strangers.aclose()


async def test_an_agent_is_asked_and_what_it_wants_written_waits(edge: Edge) -> None:
    edge.fake.plan = [{"chunks": calls(("c1", "create_customer", '{"code": "NEW", "name": "New"}'))}, {"chunks": text("Prepared.")}]
    async with connected(edge, await edge.key()) as client:
        answer = await client.call_tool("ask_assistant", {"question": "Add New"})
    said = answer.content[0].text  # type: ignore[union-attr]
    assert said.startswith("Prepared.") and "Waiting for your approval" in said
    assert len((await edge.admin.get("/approvals", params={"status": "waiting"})).json()["items"]) == 1


async def test_an_access_token_opens_it_too_and_nothing_else_does(edge: Edge) -> None:
    async with connected(edge, edge.org.admin.token) as client:
        assert "create_customer" in await listed(client)
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"accept": "application/json, text/event-stream"}
    async with httpx.AsyncClient(base_url=edge.url, headers=accept) as http:
        for headers in ({}, {"authorization": "Bearer sk-test-key-12345"}):
            answer = await http.post("/mcp", json=hello, headers=headers)
            assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Bearer")
        known = {"authorization": f"Bearer {edge.org.admin.token}"}
        assert (await http.post("/mcp", json=hello, headers=known)).status_code == 200
        evil = await http.post("/mcp", json=hello, headers={**known, "origin": "https://evil.example"})
        assert evil.status_code == 403
        assert (await http.get("/mcp", headers=known)).status_code == 405
