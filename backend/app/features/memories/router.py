"""/memories."""

from typing import Any
from uuid import UUID

from app.features.memories.models import Memory
from app.features.memories.schemas import MemoryIn, MemoryOut, MemorySettings
from app.features.memories.service import MemoryService
from app.kit.core.access import AUTHENTICATED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

router = make_router("/memories", "memories")


@router.get("", response_model=Page[MemoryOut])
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def list_memories(ctx: Ctx) -> dict[str, Any]:
    """What agents know about you in every conversation."""
    return {"items": await MemoryService(ctx).find()}


@router.post("", status_code=201, response_model=MemoryOut)
@allow(AUTHENTICATED, agents="write", key="agents:use")
async def remember(ctx: Ctx, body: MemoryIn) -> Memory:
    """Remember a lasting fact about the user in all later conversations: what he prefers, how he wants answers. Never a secret."""
    return await MemoryService(ctx).remember(body)


@router.delete("", status_code=204)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def forget_everything(ctx: Ctx) -> None:
    """Erase all that agents know about you."""
    await MemoryService(ctx).forget_all()


@router.get("/settings", response_model=MemorySettings)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def get_memory_settings(ctx: Ctx) -> MemorySettings:
    """Whether agents remember anything about you."""
    return await MemoryService(ctx).settings()


@router.put("/settings", response_model=MemorySettings)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def set_memory_settings(ctx: Ctx, body: MemorySettings) -> MemorySettings:
    """Let agents remember, or not."""
    return await MemoryService(ctx).choose(body)


@router.patch("/{id}", response_model=MemoryOut)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def update_memory(ctx: Ctx, id: UUID, body: MemoryIn) -> Memory:
    """Correct a fact."""
    return await MemoryService(ctx).change(id, body)


@router.delete("/{id}", status_code=204)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def forget_memory(ctx: Ctx, id: UUID) -> None:
    """Erase one fact."""
    await MemoryService(ctx).forget(id)
