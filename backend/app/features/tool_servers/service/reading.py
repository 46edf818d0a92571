"""Asking a tool server what it offers.

These take a unit of work that is not open: a server may take its time, and no connection of the pool waits with it.
"""

import time
from uuid import UUID

from app.features.tool_servers.schemas import TestOut, ToolServerOut
from app.features.tool_servers.service.servers import ToolServerService
from app.features.tool_servers.service.talking import Address, offers
from app.kit.core.context import Context, work
from app.kit.core.errors import AppError


async def tested(ctx: Context, id: UUID) -> TestOut:
    """Its tools by name; nothing is kept. Raises NotFound."""
    address, began = await _address(ctx, id), time.perf_counter()
    try:
        said, skipped = await offers(ctx.settings, address)
    except AppError as error:
        return TestOut(ok=False, error=str(error), ms=_since(began), tools=[], skipped=0)
    return TestOut(ok=True, error="", ms=_since(began), tools=[o.name for o in said], skipped=skipped)


async def refreshed(ctx: Context, id: UUID) -> ToolServerOut:
    """Its tools, read and kept. Raises NotFound, Conflict."""
    address = await _address(ctx, id)
    try:
        said, why = (await offers(ctx.settings, address))[0], ""
    except AppError as error:
        said, why = [], str(error)
    async with work(ctx.kit, ctx.actor, ctx.origin) as inner:
        servers = ToolServerService(inner)
        answer = await (servers.silent(id, address, why) if why else servers.heard(id, address, said))
        ctx.etag = inner.etag
    return answer


async def _address(ctx: Context, id: UUID) -> Address:
    async with work(ctx.kit, ctx.actor, ctx.origin) as inner:
        return await ToolServerService(inner).address(id)


def _since(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)
