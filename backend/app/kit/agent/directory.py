"""All agents a person may use: those that the features declare, and those that his organisation made in the browser."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from app.kit.agent.base import BaseAgent, meant
from app.kit.core.context import Context, Kit
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


def strays(kit: Kit) -> dict[str, list[str]]:
    """By agent that is declared in code: the tools and colleagues that it names and that are not there. A slip of the pen, or a feature
    that was taken out; tools of servers (`server__tool`) come and go."""
    agents = declared()
    tools = [op for op in kit.operations.values() if op.tool]
    found = {
        agent.name: [
            *(name for name in agent.tools if "__" not in name and not any(meant(op, name) for op in tools)),
            *(name for name in agent.colleagues if name not in agents),
        ]
        for agent in agents.values()
    }
    return {agent: names for agent, names in found.items() if names}


async def everybody(ctx: Context) -> Mapping[str, BaseAgent]:
    """All of the organisation, whoever may use them; a name declared in code cannot be taken by one made in the browser."""
    made = [agent for source in ctx.use(Staff) for agent in await source(ctx)]
    return {agent.name: agent for agent in made} | dict(declared())


async def agents_for(ctx: Context) -> Mapping[str, BaseAgent]:
    """Those that the caller may use."""
    return {name: agent for name, agent in (await everybody(ctx)).items() if agent.open_to(ctx.actor)}


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
