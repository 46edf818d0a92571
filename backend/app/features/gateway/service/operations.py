"""What a caller may do, as tools of the Model Context Protocol: his permitted operations, and the agents he may ask.

A write runs at once: the person at the client decides there. What an agent wants written waits here, as always.
https://modelcontextprotocol.io/specification/2025-11-25/server/tools
"""

from collections.abc import Mapping
from typing import Any

import mcp_types as mcp
import orjson
from mcp import MCPError

from app.kit.agent.base import BaseAgent, open_to_agents
from app.kit.agent.directory import agents_for
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit, Origin, work
from app.kit.core.errors import AppError
from app.kit.tools.tool import RouteTool, spec
from app.kit.web.operation import Operation
from app.kit.web.problems import Fault

ASK = "ask_"
PAGE = 50
"""Tools that are told at a time."""
USE = "agents:use"
QUESTION = {
    "type": "object",
    "properties": {"question": {"type": "string", "description": "Everything that the agent has to know: it remembers no other call"}},
    "required": ["question"],
}


def permitted(kit: Kit, actor: Actor) -> dict[str, Operation]:
    """Operations by name that this caller may call as tools."""
    return {name: op for name, op in sorted(kit.operations.items()) if _open(op) and actor.may(op.permission) and _for_keys(op, actor)}


async def tools(ctx: Context) -> list[mcp.Tool]:
    """All tools of a caller, agents first; `ctx` is not open."""
    async with work(ctx.kit, ctx.actor) as inner:
        agents = (await agents_for(inner)).values() if ctx.actor.may(USE) else ()
        asked = [_asked(agent) for agent in agents]
    return [*asked, *(_tool(op) for op in permitted(ctx.kit, ctx.actor).values())]


def paged(found: list[mcp.Tool], cursor: str | None) -> mcp.ListToolsResult:
    """The tools from a cursor on. Raises MCPError (invalid params) for a cursor that was not ours, as the specification wants it."""
    start = int(cursor) if cursor is not None and cursor.isdecimal() and cursor.isascii() and len(cursor) < 7 else 0
    if cursor is not None and not (0 < start < len(found)):
        raise MCPError(mcp.INVALID_PARAMS, "Invalid cursor: list the tools from the beginning.")
    more = str(start + PAGE) if start + PAGE < len(found) else None
    return mcp.ListToolsResult(tools=found[start : start + PAGE], next_cursor=more)


def expect_tool(kit: Kit, name: str) -> None:
    """A tool that nobody has is an error of the protocol; one that this caller may not use is a result that says so. Raises MCPError."""
    operation = kit.operations.get(name)
    if not name.startswith(ASK) and (operation is None or not _open(operation)):
        raise MCPError(mcp.INVALID_PARAMS, f"Unknown tool: {name[:100]}")


async def call(kit: Kit, actor: Actor, origin: Origin, name: str, args: Mapping[str, Any]) -> mcp.CallToolResult:
    """One operation, known to be a tool, as the caller. Raises what the operation raises."""
    raw = await kit.operations[name].call(kit, actor, dict(args), origin)
    data = orjson.loads(raw)
    said = "Done." if data is None else raw.decode()
    structured = data if isinstance(data, dict) else None
    return mcp.CallToolResult(content=[mcp.TextContent(type="text", text=said)], structured_content=structured)


def refused(fault: Fault) -> mcp.CallToolResult:
    """A failure of a tool is a result, so that the model at the client reads it: our problem details (RFC 9457)."""
    problem: dict[str, Any] = {"title": fault.title, "status": fault.status, "detail": fault.detail}
    if fault.errors:
        problem["errors"] = [{"loc": list(e.loc), "msg": e.msg, "type": e.type} for e in fault.errors]
    text = orjson.dumps(problem, default=str).decode()
    return mcp.CallToolResult(content=[mcp.TextContent(type="text", text=text)], structured_content=problem, is_error=True)


def _open(operation: Operation) -> bool:
    return operation.tool and open_to_agents(operation)


def _for_keys(operation: Operation, actor: Actor) -> bool:
    return actor.api_key_id is None or (actor.may(operation.key) if isinstance(operation.key, str) else operation.key)


def _tool(operation: Operation) -> mcp.Tool:
    told = spec(RouteTool(operation))
    additive = operation.method == "POST" and operation.path.count("/") == 3
    hints = mcp.ToolAnnotations(
        read_only_hint=operation.effect == "read", destructive_hint=operation.effect == "write" and not additive,
        idempotent_hint=operation.method in ("GET", "PUT", "DELETE"), open_world_hint=False,
    )  # fmt: skip
    return mcp.Tool(name=told.name, description=told.description, input_schema=told.parameters, annotations=hints)


def _asked(agent: BaseAgent) -> mcp.Tool:
    hints = mcp.ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False, title=agent.label)
    about = f"Ask the agent {agent.label}. {agent.role} What it wants to change waits for approval."
    return mcp.Tool(name=f"{ASK}{agent.name}", description=about, input_schema=QUESTION, annotations=hints)


class NotAsked(AppError):
    """A question to an agent without a question."""

    status, title = 422, "Not valid"


def question(args: Mapping[str, Any]) -> str:
    """What an agent is asked. Raises NotAsked."""
    said = args.get("question")
    if not isinstance(said, str) or not said.strip() or len(said) > 100_000:
        raise NotAsked("Say what you ask, as text: {question}.")
    return said
