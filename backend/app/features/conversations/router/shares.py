"""Who reads along."""

from typing import Any
from uuid import UUID

from app.features.conversations.schemas import SharedWith
from app.features.conversations.service import ShareService
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

USE = "agents:use"
r = make_router("/conversations", "conversations")


@r.get("/{id}/shares", response_model=Page[SharedWith])
@allow(USE, tool=False)
async def list_conversation_shares(ctx: Ctx, id: UUID) -> dict[str, Any]:
    """The colleagues who may read it."""
    return {"items": await ShareService(ctx).find(id)}


@r.put("/{id}/shares/{user_id}", status_code=204)
@allow(USE, tool=False)
async def share_conversation(ctx: Ctx, id: UUID, user_id: UUID) -> None:
    """Let a colleague read it, live; he can not write in it."""
    await ShareService(ctx).add(id, user_id)


@r.delete("/{id}/shares/{user_id}", status_code=204)
@allow(USE, tool=False)
async def unshare_conversation(ctx: Ctx, id: UUID, user_id: UUID) -> None:
    """Let him read it no longer."""
    await ShareService(ctx).remove(id, user_id)
