"""What agents get: the facts for their prompt, and the tool that notes a new one."""

from app.features.memories.service import MemoryService
from app.kit.agent.directory import ToolsOf
from app.kit.agent.memory import REMEMBER
from app.kit.core.access import Actor
from app.kit.core.context import Context
from app.kit.core.remembered import Remembered
from app.kit.tools.tool import RouteTool


def _person(actor: Actor) -> str:
    return f"{actor.org_id}:{actor.user_id}"


async def _told(ctx: Context) -> tuple[str, ...] | None:
    return await MemoryService(ctx).told()


class Facts(Remembered[tuple[str, ...] | None]):
    """What agents are told about each person; None while he has switched it off."""

    def __init__(self) -> None:
        super().__init__("memories", _told, _person)


class KeptMemory:
    """The port `Memory`: rows."""

    async def facts(self, ctx: Context) -> tuple[str, ...]:
        """Of the caller, oldest first; none while he has switched it off."""
        return await ctx.use(Facts).of(ctx) or ()


async def remembering(ctx: Context) -> ToolsOf:
    """Every agent may note something, unless the person has switched it off."""
    on = await ctx.use(Facts).of(ctx) is not None
    tools = (RouteTool(ctx.kit.operations[REMEMBER]),) if on else ()
    return lambda _agent: tools
