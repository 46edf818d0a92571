"""What agents get: the facts for their prompt, and the tool that notes a new one."""

from app.features.memories.service import MemoryService
from app.kit.agent.directory import ToolsOf
from app.kit.core.context import Context
from app.kit.tools.tool import RouteTool

REMEMBER = "remember"
"""The operation."""


class KeptMemory:
    """The port `Memory`: rows."""

    async def facts(self, ctx: Context) -> tuple[str, ...]:
        """Of the caller, oldest first; none while he has switched it off."""
        return await MemoryService(ctx).told() or ()


async def remembering(ctx: Context) -> ToolsOf:
    """Every agent may note something, unless the person has switched it off."""
    on = await MemoryService(ctx).told() is not None
    tools = (RouteTool(ctx.kit.operations[REMEMBER]),) if on else ()
    return lambda _agent: tools
