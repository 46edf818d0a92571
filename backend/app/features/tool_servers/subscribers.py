"""Agents learn at once what they were given, and what was taken from them."""

from app.features.tool_servers.adapters import Grants
from app.features.tool_servers.models import ServerTool, ToolServer
from app.kit.core.context import Context
from app.kit.core.events import Changed

OURS = (ToolServer.__tablename__, ServerTool.__tablename__)


async def grant_anew(ctx: Context, fact: Changed) -> None:
    """A server or one of its tools was added, agreed to, changed or removed."""
    if fact.entity in OURS:
        await ctx.use(Grants).forget_everywhere(ctx)
