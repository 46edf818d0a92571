"""The tools that an agent can be given."""

from fnmatch import fnmatchcase

from app.features.agents.schemas import Definition, ToolOut
from app.features.agents.service.made import MadeAgent
from app.kit.agent.base import BaseAgent, open_to_agents, policy
from app.kit.agent.directory import added_tools
from app.kit.agent.policy import Approval
from app.kit.core.context import Context
from app.kit.core.registry import registry
from app.kit.tools.compact import brief
from app.kit.tools.offered import BUILT_INS, REACHING
from app.kit.tools.tool import RouteTool, Tool

TOOLS = "tools"
"""The subject of what is neither about an entity nor of a server."""


def subject_of(tool: Tool) -> str:
    """What a tool is about."""
    if isinstance(tool, RouteTool):
        return tool.operation.noun
    server, mark, _ = tool.name.partition("__")
    return server if mark else TOOLS


async def every_tool(ctx: Context, name: str) -> list[Tool]:
    """Operations that are open to agents, built-in tools, and what tool servers would give to an agent of this name that asks for all."""
    operations = [RouteTool(op) for op in ctx.kit.operations.values() if op.tool and open_to_agents(op)]
    probe = MadeAgent(name, 0, Definition(label="-", role="-", tools=["*"]))
    lent = [tool for tool in await added_tools(ctx, probe) if "__" in tool.name]  # what every agent gets anyway is nobody's choice
    return [*operations, *BUILT_INS.values(), *lent]


async def toolset(ctx: Context, name: str) -> list[ToolOut]:
    """All of them, and whether the caller could give them."""
    return [_shown(tool, ctx) for tool in await every_tool(ctx, name)]


def named(tools: list[Tool], wanted: str) -> list[Tool]:
    """Those that a definition means with one of its words: a name, a pattern, or the group `records:read` or `records:write`."""
    group, _, effect = wanted.partition(":")
    if group == "records" and effect:
        return [t for t in tools if isinstance(t, RouteTool) and t.operation.noun in registry.entities and t.effect == effect]
    return [t for t in tools if fnmatchcase(t.name, wanted)]


def words_of(agent: BaseAgent) -> list[str]:
    """The tools of any agent as a definition names them."""
    return [*agent.tools, *(tool.name for tool in agent.built_ins if tool.name not in agent.tools)]


def _shown(tool: Tool, ctx: Context) -> ToolOut:
    source = "api" if isinstance(tool, RouteTool) else "built_in" if tool.name in BUILT_INS else "server"
    return ToolOut(
        name=tool.name, description=brief(tool.description), subject=subject_of(tool), source=source, effect=tool.effect,
        approval=_asks(tool), allowed=ctx.actor.may(tool.permission), reaches_out=tool.name in REACHING,
    )  # fmt: skip


def _asks(tool: Tool) -> Approval:
    """When it asks where no rule says anything; the toolbox decides the same way."""
    if tool.effect == "read":
        return "never"
    return "tainted" if isinstance(tool, RouteTool) and policy(tool.operation) == "write" else "always"
