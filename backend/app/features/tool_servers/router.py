"""/tool-servers: other programs' tools for agents, over the Model Context Protocol."""

from typing import Any
from uuid import UUID

from fastapi import Request

from app.features.tool_servers.schemas import GrantIn, ServerToolOut, TestOut, ToolServerIn, ToolServerOut, ToolServerUpdate
from app.features.tool_servers.service import ToolServerService, refreshed, tested
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/tool-servers", "tool_servers")
READ, WRITE = "tool_servers:read", "tool_servers:write"


@r.get("", response_model=Page[ToolServerOut])
@allow(READ, tool=False)
async def list_tool_servers(ctx: Ctx) -> Any:
    """Servers whose tools agents may be given."""
    return await ToolServerService(ctx).find()


@r.post("", response_model=ToolServerOut, status_code=201)
@allow(WRITE, tool=False)
async def create_tool_server(ctx: Ctx, body: ToolServerIn) -> Any:
    """Add a server by its address (streamable HTTP)."""
    return await ToolServerService(ctx).create(body)


@r.get("/{id}", response_model=ToolServerOut)
@allow(READ, tool=False)
async def get_tool_server(ctx: Ctx, id: UUID) -> Any:
    """One server."""
    return await ToolServerService(ctx).get(id)


@r.patch("/{id}", response_model=ToolServerOut)
@allow(WRITE, tool=False)
async def update_tool_server(ctx: Ctx, id: UUID, body: ToolServerUpdate) -> Any:
    """Change a server. With another address its secret is forgotten and every consent taken back."""
    return await ToolServerService(ctx).update(id, body)


@r.delete("/{id}", status_code=204)
@allow(WRITE, tool=False)
async def delete_tool_server(ctx: Ctx, id: UUID) -> None:
    """Forget a server with all its tools."""
    await ToolServerService(ctx).delete(id)


@r.post("/{id}/test", response_model=TestOut)
@allow(WRITE, tool=False)
async def test_tool_server(request: Request, id: UUID) -> Any:
    """Connect and list its tools; nothing is kept."""
    return await tested(request.scope["work"].ctx, id)


@r.post("/{id}/refresh", response_model=ToolServerOut)
@allow(WRITE, tool=False)
async def refresh_tool_server(request: Request, id: UUID) -> Any:
    """Read its tools. New and changed ones wait for consent."""
    return await refreshed(request.scope["work"].ctx, id)


@r.get("/{id}/tools", response_model=Page[ServerToolOut])
@allow(READ, tool=False)
async def list_server_tools(ctx: Ctx, id: UUID) -> Any:
    """What it offers, what of it agents hold, and what waits for consent."""
    return await ToolServerService(ctx).tools(id)


@r.put("/{id}/tools/{tool_id}", response_model=ServerToolOut)
@allow(WRITE, tool=False)
async def grant_server_tool(ctx: Ctx, id: UUID, tool_id: UUID, body: GrantIn) -> Any:
    """Agree to a tool as it was shown, and say which agents hold it."""
    return await ToolServerService(ctx).grant(id, tool_id, body)
