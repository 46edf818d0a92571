"""All agents a person may use: those that the features declare, and those that his organisation made in the browser."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from app.kit.agent.base import BaseAgent
from app.kit.core.context import Context
from app.kit.core.errors import NotFound
from app.kit.core.registry import registry
from app.kit.tools.tool import Tool


class Staff(list[Callable[[Context], Awaitable[Sequence[BaseAgent]]]]):
    """Where agents come from besides code: `Module.ports={Staff: [made_here]}`."""


ToolsOf = Callable[[BaseAgent], Sequence[Tool]]


class MoreTools(list[Callable[[Context], Awaitable[ToolsOf]]]):
    """What an agent holds besides operations and built-ins: `Module.ports={MoreTools: [granted]}`.

    A source reads once what it needs; the function it gives back says for each agent what it holds, without another statement.
    """


def declared() -> Mapping[str, BaseAgent]:
    """By name, in the order of the features."""
    return {kind.name: kind() for module in registry.modules for kind in module.agents}


async def agents_for(ctx: Context) -> Mapping[str, BaseAgent]:
    """Those that the caller may use; a name declared in code cannot be taken by one made in the browser."""
    made = [agent for source in ctx.use(Staff) for agent in await source(ctx)]
    known = {agent.name: agent for agent in made} | dict(declared())
    return {name: agent for name, agent in known.items() if agent.open_to(ctx.actor)}


async def agent_for(ctx: Context, name: str) -> BaseAgent:
    """One of them."""
    try:
        return (await agents_for(ctx))[name]
    except KeyError:
        raise NotFound(
            f"There is no agent {name} for you: it was deleted, is turned off, or is not for your role. Choose another one."
        ) from None


async def adding(ctx: Context) -> Callable[[BaseAgent], tuple[Tool, ...]]:
    """For each agent, what the organisation grants it beyond its declaration."""
    sources = [await source(ctx) for source in ctx.use(MoreTools)]
    return lambda agent: tuple(tool for tools_of in sources for tool in tools_of(agent))


async def added_tools(ctx: Context, agent: BaseAgent) -> tuple[Tool, ...]:
    """What it grants this one."""
    return (await adding(ctx))(agent)
