"""/agents/context: what the agents of a conversation know in common."""

from typing import Annotated

from fastapi import Query

from app.features.agents.schemas import ContextOut, ContextQuery
from app.features.agents.service import shared_context
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

context_router = make_router("/agents/context", "agents")


@context_router.get("", response_model=Page[ContextOut])
@allow("agents:use", tool=False)
async def list_shared_context(ctx: Ctx, query: Annotated[ContextQuery, Query()]) -> Page[ContextOut]:
    """The newest version of everything that agents of a conversation know in common; with `key` all versions of one thing."""
    return Page(items=await shared_context(ctx, query.conversation_id, query.key))
