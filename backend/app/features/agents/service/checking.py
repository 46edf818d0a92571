"""Whether an agent can be as somebody wrote it; what is wrong is named field by field."""

from app.features.accounts.service import RoleService
from app.features.agents.schemas import Definition
from app.features.agents.service.toolset import every_tool, named
from app.kit.agent.directory import agents_for
from app.kit.core.context import Context
from app.kit.core.errors import FieldError, Invalid
from app.kit.tools.tool import Tool
from app.kit.web.shapes import Paging


async def check(ctx: Context, name: str, told: Definition) -> None:
    """Raises Invalid with everything that is wrong. Nobody can give an agent a tool that he may not use himself."""
    tools = await every_tool(ctx, name)
    wrong = [*_tools(ctx, told, tools), *_rules(told, tools), *await _people(ctx, told), *await _colleagues(ctx, name, told)]
    if wrong:
        raise Invalid(" ".join(f"{e.msg}." for e in wrong[:5]), errors=tuple(wrong))


def _tools(ctx: Context, told: Definition, tools: list[Tool]) -> list[FieldError]:
    found = []
    for place, wanted in enumerate(told.tools):
        meant = named(tools, wanted)
        lacking = sorted({t.permission for t in meant if not ctx.actor.may(t.permission)})
        if not meant:
            found.append(_wrong(f"There is no tool called {wanted}", "tools", place))
        elif lacking:
            found.append(_wrong(f"You may not use {wanted} yourself: it needs {', '.join(lacking[:5])}", "tools", place))
    return found


def _rules(told: Definition, tools: list[Tool]) -> list[FieldError]:
    held = [tool for wanted in told.tools for tool in named(tools, wanted)]
    return [
        _wrong(f"There is a rule for {rule.tool}, but the agent has no such tool", "policies", place, "tool")
        for place, rule in enumerate(told.policies)
        if not named(held, rule.tool)
    ]


async def _people(ctx: Context, told: Definition) -> list[FieldError]:
    """Roles that may use it, and roles that decide."""
    asked: list[tuple[str, tuple[str | int, ...]]] = [(role, ("roles", n)) for n, role in enumerate(told.roles)]
    asked += [(rule.approver, ("policies", n, "approver")) for n, rule in enumerate(told.policies) if rule.approver]
    if not asked:
        return []
    known = {role.name for role in (await RoleService(ctx).page(Paging(limit=200))).items}
    return [_wrong(f"There is no role called {role}", *place) for role, place in asked if role not in known]


async def _colleagues(ctx: Context, name: str, told: Definition) -> list[FieldError]:
    known = set(await agents_for(ctx)) - {name} if told.colleagues else set()
    return [_wrong(f"There is no other agent called {c}", "colleagues", n) for n, c in enumerate(told.colleagues) if c not in known]


def _wrong(message: str, *place: str | int) -> FieldError:
    return FieldError(("body", *place), message)
